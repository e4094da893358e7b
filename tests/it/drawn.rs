//! Files of pictures and pages that tests write themselves.

/// The head of a BMP of 24 bits that says how large it is, and how many bytes of samples it has.
pub fn bmp_head(width: u32, height: u32, size: u32) -> Vec<u8> {
    let mut bytes = b"BM".to_vec();
    [54_u32.wrapping_add(size), 0, 54, 40, width, height].iter().for_each(|long| bytes.extend(long.to_le_bytes()));
    bytes.extend([1, 0, 24, 0]);
    [0, size, 2835, 2835, 0, 0].iter().for_each(|long: &u32| bytes.extend(long.to_le_bytes()));
    bytes
}

/// A picture as BMP with these samples, from the lowest row on.
pub fn bmp(width: u32, height: u32, samples: &[u8]) -> Vec<u8> {
    [bmp_head(width, height, u32::try_from(samples.len()).unwrap()).as_slice(), samples].concat()
}

/// A picture as BMP, all of one grey.
pub fn grey_bmp(width: u32, height: u32, grey: u8) -> Vec<u8> {
    let row = (width * 3).div_ceil(4) * 4;
    bmp(width, height, &vec![grey; (row * height) as usize])
}

/// A grey picture as TIFF that says how large it is, with these samples; its description stands behind them.
pub fn grey_tiff(width: u32, height: u32, samples: &[u8]) -> Vec<u8> {
    let length = u32::try_from(samples.len()).unwrap();
    let tags = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, height), (279, length)];
    let mut bytes = b"II*\0".to_vec();
    bytes.extend((8 + length).to_le_bytes());
    bytes.extend(samples);
    bytes.extend(9_u16.to_le_bytes());
    for (tag, value) in tags {
        bytes.extend(u16::to_le_bytes(tag));
        bytes.extend([4, 0, 1, 0, 0, 0]);
        bytes.extend(u32::to_le_bytes(value));
    }
    bytes.extend([0; 4]);
    bytes
}

/// A PDF of these objects, of which the first is its catalogue.
pub fn pdf(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (nth, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", nth + 1));
    }
    let start = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    places.iter().for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
    file.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    file.into_bytes()
}
