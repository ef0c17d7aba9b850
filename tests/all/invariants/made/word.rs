//! The XML of a Word document: sound for the most part, its elements nested as they may be, and now and then not.

use arbitrary::{Result, Unstructured};

use super::{ODD, TONGUES, one_of};

/// The XML of the parts of a Word document: its text, its lists, its styles, its notes, and a header.
pub fn parts(bytes: &mut Unstructured<'_>) -> Result<[String; 5]> {
    let numbering = lists(bytes)?;
    let styles = styles(bytes)?;
    let notes = bytes.int_in_range(0..=2u8)?;
    let mut footnotes = String::new();
    for id in 0..notes {
        let kind = one_of(bytes, &["", "", " w:type='separator'", " w:type='normal'"])?;
        footnotes += &format!("<w:footnote w:id='{id}'{kind}>{}</w:footnote>", paragraph(bytes, 3)?);
    }
    let mut body = String::new();
    for _ in 0..30 {
        if bytes.is_empty() {
            break;
        }
        body += &block(bytes, 0)?;
    }
    let close = one_of(
        bytes,
        &["</w:body></w:document>", "</w:body></w:document>", "</w:body>", "", "</w:p></w:body></w:document>"],
    )?;
    Ok([
        format!("<w:document xmlns:w='w'><w:body>{body}{close}"),
        numbering,
        styles,
        format!("<w:footnotes>{footnotes}</w:footnotes>"),
        "<w:hdr><w:p><w:r><w:t>Report on the mills</w:t></w:r></w:p></w:hdr>".to_owned(),
    ])
}

fn lists(bytes: &mut Unstructured<'_>) -> Result<String> {
    let mut levels = String::new();
    for level in 0..bytes.int_in_range(0..=3u8)? {
        let form = one_of(
            bytes,
            &[
                "decimal",
                "lowerLetter",
                "upperRoman",
                "lowerRoman",
                "bullet",
                "none",
                "decimalZero",
                "ordinal",
                "chineseCounting",
                "arabicAlpha",
                "russianLower",
                "odd",
            ],
        )?;
        let text = one_of(
            bytes,
            &["%1.", "(%2)", "%1.%2.", "%1%2%3%4", "•", "", "Article %1", "%9", "%", "第%1条", "%1) %1"],
        )?;
        let start = one_of(bytes, &["1", "0", "3", "-1", "4000000000", "99999", "x"])?;
        let more = one_of(
            bytes,
            &[
                "",
                "<w:lvlRestart w:val='0'/>",
                "<w:lvlRestart w:val='1'/>",
                "<w:isLgl/>",
                "<w:pStyle w:val='H1'/>",
                "<w:suff w:val='nothing'/>",
                "<w:pPr><w:ind w:left='720'/></w:pPr>",
            ],
        )?;
        levels += &format!(
            "<w:lvl w:ilvl='{level}'><w:start w:val='{start}'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/>{more}</w:lvl>"
        );
    }
    let link = one_of(bytes, &["", "", "<w:numStyleLink w:val='H1'/>", "<w:styleLink w:val='H1'/>"])?;
    let other = one_of(bytes, &["0", "0", "1", "x"])?;
    let instead = one_of(
        bytes,
        &[
            "",
            "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='3'/></w:lvlOverride>",
            "<w:lvlOverride w:ilvl='1'><w:lvl w:ilvl='1'><w:start w:val='7'/></w:lvl></w:lvlOverride>",
            "<w:lvlOverride w:ilvl='12'/>",
        ],
    )?;
    Ok(format!(
        "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'>{link}{levels}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>\
         <w:num w:numId='2'><w:abstractNumId w:val='{other}'/>{instead}</w:num></w:numbering>"
    ))
}

fn styles(bytes: &mut Unstructured<'_>) -> Result<String> {
    let (first, second) = (one_of(bytes, &["", "H1", "H2", "none"])?, one_of(bytes, &["", "H1", "H2"])?);
    let name = one_of(
        bytes,
        &["heading 1", "Heading 3", "TOC 1", "List Paragraph", "heading 99", "footnote text", "Title", "toc heading"],
    )?;
    let set = one_of(
        bytes,
        &[
            "",
            "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>",
            "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>",
            "<w:rPr><w:b/><w:vanish/></w:rPr>",
            "<w:pPr><w:ind w:left='-720'/></w:pPr>",
        ],
    )?;
    Ok(format!(
        "<w:styles xmlns:w='w'><w:style w:type='paragraph' w:styleId='H1'><w:name w:val='{name}'/><w:basedOn w:val='{first}'/>{set}</w:style>\
         <w:style w:type='paragraph' w:styleId='H2' w:default='1'><w:name w:val='Normal'/><w:basedOn w:val='{second}'/></w:style></w:styles>"
    ))
}

/// How deep elements are nested.
const DEEPEST: u8 = 4;

fn block(bytes: &mut Unstructured<'_>, depth: u8) -> Result<String> {
    let form: u8 = bytes.arbitrary()?;
    if depth >= DEEPEST || form % 16 < 11 {
        return paragraph(bytes, depth);
    }
    let within = |bytes: &mut Unstructured<'_>| -> Result<String> {
        (0..bytes.int_in_range(0..=3u8)?).map(|_| block(bytes, depth + 1)).collect()
    };
    Ok(match form % 16 {
        11 => {
            let set = one_of(bytes, &["", "<w:trPr><w:del/></w:trPr>", "<w:trPr><w:ins/></w:trPr>"])?;
            let cell = one_of(
                bytes,
                &[
                    "",
                    "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>",
                    "<w:tcPr><w:vMerge/></w:tcPr>",
                    "<w:tcPr><w:cellDel/></w:tcPr>",
                ],
            )?;
            let (one, other) = (within(bytes)?, within(bytes)?);
            format!("<w:tbl><w:tr>{set}<w:tc>{cell}{one}</w:tc><w:tc>{other}</w:tc></w:tr></w:tbl>")
        }
        12 => format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", within(bytes)?),
        13 => format!("<w:ins>{}</w:ins>", within(bytes)?),
        14 => format!("<w:del>{}</w:del>", within(bytes)?),
        _ => one_of(
            bytes,
            &[
                "<w:altChunk/>",
                "<w:sectPr/>",
                "<w:p/>",
                "</w:p>",
                "<w:tbl>",
                "</w:tbl>",
                "<w:tr>",
                "<!-- a note -->",
                "<w:bookmarkStart w:name='_Toc1'/>",
                "<![CDATA[mills]]>",
                "<?x?>",
            ],
        )?
        .to_owned(),
    })
}

/// A paragraph with its properties and runs.
fn paragraph(bytes: &mut Unstructured<'_>, depth: u8) -> Result<String> {
    let set = one_of(
        bytes,
        &[
            "",
            "",
            "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>",
            "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>",
            "<w:numPr><w:ilvl w:val='2'/><w:numId w:val='2'/></w:numPr>",
            "<w:numPr><w:ilvl w:val='11'/><w:numId w:val='2'/></w:numPr>",
            "<w:numPr><w:numId w:val='0'/></w:numPr>",
            "<w:pStyle w:val='H1'/>",
            "<w:pStyle w:val='H2'/>",
            "<w:pStyle w:val='none'/>",
            "<w:outlineLvl w:val='1'/>",
            "<w:ind w:left='720' w:hanging='360'/>",
            "<w:ind w:left='99999999999'/>",
            "<w:rPr><w:ins/></w:rPr>",
            "<w:rPr><w:del/></w:rPr>",
            "<w:rPr><w:moveFrom/></w:rPr>",
            "<w:pPrChange><w:pPr/></w:pPrChange>",
            "<w:numPr><w:ins/><w:numId w:val='1'/></w:numPr>",
            "<w:numPr><w:numberingChange w:original='%1:3:0:.'/></w:numPr>",
        ],
    )?;
    let mut runs = String::new();
    for _ in 0..bytes.int_in_range(0..=4u8)? {
        runs += &run(bytes, depth)?;
    }
    Ok(format!("<w:p><w:pPr>{set}</w:pPr>{runs}</w:p>"))
}

fn run(bytes: &mut Unstructured<'_>, depth: u8) -> Result<String> {
    let form: u8 = bytes.arbitrary()?;
    let set = one_of(
        bytes,
        &[
            "",
            "",
            "",
            "<w:rPr><w:b/></w:rPr>",
            "<w:rPr><w:i w:val='0'/></w:rPr>",
            "<w:rPr><w:vanish/></w:rPr>",
            "<w:rPr><w:rStyle w:val='H1'/></w:rPr>",
            "<w:rPr><w:vertAlign w:val='superscript'/></w:rPr>",
        ],
    )?;
    let piece = match form % 16 {
        0..=7 => {
            let tongue = &TONGUES[if form & 64 == 0 { 0 } else { usize::from(form % 6) }];
            let text = one_of(
                bytes,
                [tongue.openings, tongue.acts, tongue.limits, tongue.alone, tongue.labels][usize::from(form % 5)],
            )?;
            format!("<w:t xml:space='preserve'>{text} </w:t>")
        }
        8 => format!("<w:t>{}</w:t>", one_of(bytes, ODD)?),
        9 => format!(
            "<w:t>{}</w:t>",
            one_of(bytes, &["1. ", "(a) ", "2.", "&amp;", "&#x41;", "&#0;", "&bogus;", "[", "]", "12"])?
        ),
        10 => format!("<w:delText xml:space='preserve'>{} </w:delText>", one_of(bytes, TONGUES[0].acts)?),
        11 => one_of(
            bytes,
            &[
                "<w:tab/>",
                "<w:br/>",
                "<w:br w:type='page'/>",
                "<w:cr/>",
                "<w:noBreakHyphen/>",
                "<w:softHyphen/>",
                "<w:sym w:char='F0B7'/>",
                "<w:sym w:char='D800'/>",
                "<w:ptab/>",
            ],
        )?
        .to_owned(),
        12 => one_of(
            bytes,
            &[
                "<w:footnoteReference w:id='0'/>",
                "<w:footnoteReference w:id='1'/>",
                "<w:footnoteReference w:id='7'/>",
                "<w:endnoteReference w:id='0'/>",
                "<w:footnoteRef/>",
            ],
        )?
        .to_owned(),
        13 => one_of(
            bytes,
            &[
                "<w:fldChar w:fldCharType='begin'/>",
                "<w:fldChar w:fldCharType='separate'/>",
                "<w:fldChar w:fldCharType='end'/>",
                "<w:instrText>PAGEREF _Toc1 \\h</w:instrText>",
                "<w:instrText>TOC \\o</w:instrText>",
            ],
        )?
        .to_owned(),
        14 if depth < DEEPEST => {
            let inner = block(bytes, depth + 1)?;
            format!(
                "<mc:AlternateContent><mc:Choice><w:txbxContent>{inner}</w:txbxContent></mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"
            )
        }
        _ => "<w:t/>".to_owned(),
    };
    let run = format!("<w:r>{set}{piece}</w:r>");
    Ok(match form / 16 {
        8 => format!("<w:ins>{run}</w:ins>"),
        9 => format!("<w:del>{run}</w:del>"),
        10 => format!("<w:moveFrom>{run}</w:moveFrom>"),
        11 => format!("<w:hyperlink w:anchor='_Toc1'>{run}</w:hyperlink>"),
        12 => format!("<w:fldSimple w:instr='REF x'>{run}</w:fldSimple>"),
        _ => run,
    })
}
