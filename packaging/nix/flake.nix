# nix run 'git+https://example.org/scholion?dir=packaging/nix' -- build
{
  description = "Turns source texts into an annotated archive with a citation index";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
      forAll = make: nixpkgs.lib.genAttrs systems (system: make nixpkgs.legacyPackages.${system});
    in
    {
      packages = forAll (pkgs: {
        default = pkgs.rustPlatform.buildRustPackage {
          pname = "scholion";
          version = "0.1.0";
          src = ../..;
          cargoLock.lockFile = ../../Cargo.lock;
          buildType = "dist";
          # They want browsers and other programs: `tests/run` is for them.
          doCheck = false;
          nativeBuildInputs = [ pkgs.installShellFiles ];
          # Made by the program itself, which must run here for that.
          postInstall = pkgs.lib.optionalString (pkgs.stdenv.buildPlatform.canExecute pkgs.stdenv.hostPlatform) ''
            $out/bin/scholion manual --out man
            installManPage man/*.1
            installShellCompletion --cmd scholion \
              --bash <($out/bin/scholion completions bash) \
              --fish <($out/bin/scholion completions fish) \
              --zsh <($out/bin/scholion completions zsh)
          '';
          meta = {
            description = "Turns source texts into an annotated archive with a citation index";
            homepage = "https://example.org/scholion";
            license = with pkgs.lib.licenses; [
              mit
              asl20
            ];
            mainProgram = "scholion";
          };
        };
      });
    };
}
