//! A small PDF: its frame is sound, what its pages draw and by which fonts is as the recipe has it.

use arbitrary::{Result, Unstructured};

use super::{TONGUES, one_of};

/// A document of one to three pages, with four fonts and a form that pages may draw.
pub fn document(bytes: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let pages = bytes.int_in_range(1..=3usize)?;
    let page_set = one_of(
        bytes,
        &["", "", "/Rotate 90", "/Rotate 180", "/UserUnit 2", "/CropBox[50 50 400 600]", "/MediaBox[0 0 1 1]"],
    )?;
    let fonts = [font(bytes)?, font(bytes)?, composite(bytes)?, drawn(bytes)?];
    let form = content(bytes, 6)?;
    let mut objects: Vec<Vec<u8>> = Vec::new();
    let kids: Vec<String> = (0..pages).map(|at| format!("{} 0 R", 10 + 2 * at)).collect();
    objects.push(b"<</Type/Catalog/Pages 2 0 R>>".to_vec());
    objects.push(
        format!("<</Type/Pages/Count {pages}/Kids[{}]/MediaBox[0 0 595 842]{page_set}>>", kids.join(" ")).into_bytes(),
    );
    objects.extend(fonts.map(String::into_bytes));
    objects.push(stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</A 3 0 R/B 4 0 R>>/XObject<</X 7 0 R>>>>",
        &form,
    ));
    objects.push(stream("", to_unicode(bytes)?.as_bytes()));
    objects.push(stream("", b"500 0 0 0 500 500 d1 0 0 500 500 re f"));
    for _ in 0..pages {
        let resources =
            "<</Font<</A 3 0 R/B 4 0 R/C 5 0 R/D 6 0 R>>/XObject<</X 7 0 R>>/Properties<</P<</ActualText(quay)>>>>>>";
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/Resources{resources}/Contents {} 0 R>>", objects.len() + 2).into_bytes(),
        );
        objects.push(stream("", &content(bytes, 60)?));
    }
    Ok(file(&objects))
}

/// The file with its objects and where each begins.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend(format!("{} 0 obj\n", at + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(table.bytes());
    file.extend(format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes());
    file
}

fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    [format!("<<{entries}/Length {}>>stream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
}

/// One of the fonts that every reader has.
fn font(bytes: &mut Unstructured<'_>) -> Result<String> {
    let name =
        one_of(bytes, &["Helvetica", "Times-Italic", "Courier", "Symbol", "ZapfDingbats", "Arial-Bold", "ABCDEF+Odd"])?;
    let kind = one_of(bytes, &["Type1", "TrueType", "MMType1"])?;
    let encoding = one_of(
        bytes,
        &[
            "",
            "/Encoding/WinAnsiEncoding",
            "/Encoding/MacRomanEncoding",
            "/Encoding<</Differences[65/b/fi/uni0416/g12]>>",
            "/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[-1/x 300/y]>>",
            "/ToUnicode 8 0 R",
        ],
    )?;
    let widths = one_of(
        bytes,
        &[
            "",
            "/FirstChar 32/LastChar 34/Widths[300 0 -500]",
            "/FirstChar 200/LastChar 3/Widths[1 2]",
            "/FirstChar 0/LastChar 9999999/Widths[]",
        ],
    )?;
    Ok(format!("<</Type/Font/Subtype/{kind}/BaseFont/{name}{encoding}{widths}>>"))
}

/// A font whose codes have two bytes.
fn composite(bytes: &mut Unstructured<'_>) -> Result<String> {
    let encoding = one_of(bytes, &["Identity-H", "Identity-V", "UniGB-UCS2-H", "90ms-RKSJ-H", "Odd"])?;
    let unicode = one_of(bytes, &["/ToUnicode 8 0 R", "/ToUnicode/Identity-H", ""])?;
    let widths = one_of(
        bytes,
        &["", "/DW 500/W[1[300 400] 65 90 700]", "/W[0 65535 1]", "/W[9]", "/DW2[880 -1000]/W2[1[2 3 4]]"],
    )?;
    let ordering = one_of(bytes, &["Identity", "GB1", "Japan1", "Korea1"])?;
    Ok(format!(
        "<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding/{encoding}{unicode}/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/Odd\
         /CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 0>>{widths}>>]>>"
    ))
}

/// A font whose glyphs are drawn by the file itself.
fn drawn(bytes: &mut Unstructured<'_>) -> Result<String> {
    let matrix = one_of(bytes, &["0.001 0 0 0.001 0 0", "0 0 0 0 0 0", "1 0 0 1 0 0", "-0.001 0 0 0.001 0 0"])?;
    let unicode = one_of(bytes, &["/ToUnicode 8 0 R", ""])?;
    Ok(format!(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 500 500]/FontMatrix[{matrix}]/FirstChar 65/LastChar 67/Widths[500 500 0]/Encoding<</Differences[65/a/b/a]>>\
         /CharProcs<</a 9 0 R/b 7 0 R>>{unicode}>>"
    ))
}

/// Which letters the codes of a font are.
fn to_unicode(bytes: &mut Unstructured<'_>) -> Result<String> {
    let mut map =
        "/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange <0000><FFFF> endcodespacerange\n"
            .to_owned();
    for _ in 0..bytes.int_in_range(0..=3u8)? {
        map += one_of(
            bytes,
            &[
                "1 beginbfchar <0041><0416> endbfchar\n",
                "1 beginbfchar <41><00660069> endbfchar\n",
                "1 beginbfrange <0020><007E><0020> endbfrange\n",
                "1 beginbfrange <0000><FFFF><D800> endbfrange\n",
                "1 beginbfrange <0041><0043>[<0061><05D0><0000>] endbfrange\n",
                "1 beginbfchar <42><> endbfchar\n",
                "2 beginbfrange <20><7E><0020> <41><5A><0430> endbfrange\n",
                "1 beginbfrange <0043><0041><0061> endbfrange\n",
            ],
        )?;
    }
    Ok(map + "endcmap end end")
}

/// What a page draws: text in places, and what stands around it.
fn content(bytes: &mut Unstructured<'_>, most: usize) -> Result<Vec<u8>> {
    let mut content = b"BT /A 11 Tf 1 0 0 1 80 780 Tm 13 TL\n".to_vec();
    for _ in 0..most {
        if bytes.is_empty() {
            break;
        }
        let form: u8 = bytes.arbitrary()?;
        let operator = match form % 16 {
            0..=3 => format!("({}) Tj T*\n", text(bytes)?),
            4 => format!("0 -{} Td\n", bytes.int_in_range(0..=60u8)?),
            5 => format!(
                "1 0 0 1 {} {} Tm\n",
                u32::from(bytes.arbitrary::<u8>()?) * 3,
                u32::from(bytes.arbitrary::<u8>()?) * 4
            ),
            6 => format!("[({}) {} ({})] TJ\n", text(bytes)?, i32::from(bytes.arbitrary::<i8>()?) * 20, text(bytes)?),
            7 => format!("/{} {} Tf\n", one_of(bytes, &["A", "B", "C", "D", "None"])?, bytes.int_in_range(0..=40u8)?),
            8 => one_of(bytes, &["ET BT\n", "q\n", "Q\n", "ET\n", "BT\n", "q ET Q BT\n"])?.to_owned(),
            9 => one_of(
                bytes,
                &[
                    "ET /X Do BT\n",
                    "/X Do\n",
                    "0.5 0 0 0.5 9 9 cm\n",
                    "0 1 -1 0 0 0 cm\n",
                    "1 0 0 -1 0 800 cm\n",
                    "0 0 0 0 0 0 cm\n",
                ],
            )?
            .to_owned(),
            10 => one_of(
                bytes,
                &[
                    "3 Tr\n", "0 Tr\n", "7 Tr\n", "2 Tc\n", "-3 Tc\n", "5 Tw\n", "50 Tz\n", "0 Tz\n", "4 Ts\n",
                    "0 TL\n", "1e9 Tc\n",
                ],
            )?
            .to_owned(),
            11 => one_of(
                bytes,
                &[
                    "/Span<</ActualText(mill)>>BDC\n",
                    "/Span<</ActualText<FEFF05D0>>>BDC\n",
                    "/Artifact BMC\n",
                    "/Span/P BDC\n",
                    "EMC\n",
                    "/P<</MCID 0>>BDC\n",
                ],
            )?
            .to_owned(),
            12 => one_of(
                bytes,
                &[
                    "10 10 100 1 re f\n",
                    "0 0 m 10 10 l S\n",
                    "0 0 1 1 re W n\n",
                    "1 1 1 rg\n",
                    "/None gs\n",
                    "BI /W 1/H 1/BPC 8/CS/G ID \u{1} EI\n",
                    "/None sh\n",
                ],
            )?
            .to_owned(),
            13 => format!("<{:04x}{:02x}> Tj\n", bytes.arbitrary::<u16>()?, bytes.arbitrary::<u8>()?),
            14 => format!("{} {} ({}) \"\n", bytes.int_in_range(0..=9u8)?, bytes.int_in_range(0..=9u8)?, text(bytes)?),
            _ => {
                let count = usize::from(form / 16).min(bytes.len());
                content.extend(bytes.bytes(count)?);
                "\n".to_owned()
            }
        };
        content.extend(operator.bytes());
    }
    content.extend(b"ET");
    Ok(content)
}

/// A text in a string of a PDF, in which brackets have a sign before them.
fn text(bytes: &mut Unstructured<'_>) -> Result<String> {
    let english = &TONGUES[0];
    let table = [
        english.openings,
        english.acts,
        english.limits,
        english.alone,
        &["1. ", "2. ", "(a) ", "12", "1", " ", "-", "ABC", "5/13", "...."],
    ];
    let form: u8 = bytes.arbitrary()?;
    let text = one_of(bytes, table[usize::from(form) % table.len()])?;
    Ok(text.replace('\\', "").replace('(', "\\(").replace(')', "\\)"))
}
