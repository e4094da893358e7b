//! Makes smaller pictures of all in a folder: `derive FOLDER OUT WIDTH…`. For measuring.

use std::{fs, path::Path};

use scholion_picture::{Form, Limits, read};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, out, widths @ ..] = arguments.as_slice() else { return Ok(()) };
    let widths: Vec<u32> = widths.iter().filter_map(|width| width.parse().ok()).collect();
    fs::create_dir_all(out)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let bytes = fs::read(&path)?;
        match read(&bytes, 0, Limits::default()) {
            Err(fault) => println!("{}: {fault}", path.display()),
            Ok(picture) => {
                for small in picture.at_widths(&widths) {
                    if let Some(bytes) = small.write(Form::Photograph(75)) {
                        let name = format!("{}-{}.jpg", path.file_stem().unwrap_or_default().to_string_lossy(), small.width);
                        fs::write(Path::new(out).join(name), bytes)?;
                    }
                }
            }
        }
    }
    Ok(())
}
