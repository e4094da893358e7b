# A formula for a tap: `brew install OWNER/scholion/scholion`. Version and checksums are those of a release:
# `packaging/pack.py --formula SHA256SUMS` prints this file with them.
class Scholion < Formula
  desc "Turn source texts into an annotated archive with a citation index"
  homepage "https://example.org/scholion"
  version "0.1.0"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "https://example.org/scholion/releases/download/v0.1.0/scholion-0.1.0-aarch64-apple-darwin.tar.gz"
      sha256 "0000000000000000000000000000000000000000000000000000000000000000" # aarch64-apple-darwin
    end
    on_intel do
      url "https://example.org/scholion/releases/download/v0.1.0/scholion-0.1.0-x86_64-apple-darwin.tar.gz"
      sha256 "0000000000000000000000000000000000000000000000000000000000000000" # x86_64-apple-darwin
    end
  end

  on_linux do
    on_arm do
      url "https://example.org/scholion/releases/download/v0.1.0/scholion-0.1.0-aarch64-unknown-linux-musl.tar.gz"
      sha256 "0000000000000000000000000000000000000000000000000000000000000000" # aarch64-unknown-linux-musl
    end
    on_intel do
      url "https://example.org/scholion/releases/download/v0.1.0/scholion-0.1.0-x86_64-unknown-linux-musl.tar.gz"
      sha256 "0000000000000000000000000000000000000000000000000000000000000000" # x86_64-unknown-linux-musl
    end
  end

  def install
    bin.install "scholion"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/scholion.bash" => "scholion"
    zsh_completion.install "completions/_scholion"
    fish_completion.install "completions/scholion.fish"
  end

  test do
    assert_equal "scholion #{version}\n", shell_output("#{bin}/scholion version")
    system bin/"scholion", "new", "letters"
    system bin/"scholion", "build", "--root", "letters", "--strict"
    assert_path_exists testpath/"letters/public/index.html"
  end
end
