//! Findings as a spreadsheet: a row each, with an empty column to accept or reject it; and reading that column back.
//!
//! The file is CSV with a byte-order mark, without which Excel does not take it for UTF-8. What a spreadsheet program
//! writes back is read whether it parts its columns by comma, semicolon or tab, and in UTF-8, UTF-16 or another encoding
//! that has ASCII in it: only the first and the last column are looked at.

use super::Alarm;

const COLUMNS: [&str; 16] = [
    "accept",
    "severity",
    "rule",
    "file",
    "line",
    "column",
    "pair",
    "message",
    "help",
    "chinese",
    "chinese value",
    "english",
    "english value",
    "chinese sentence",
    "english sentence",
    "key",
];

/// What stands before all rows.
pub(super) fn head() -> String {
    format!("\u{FEFF}{}", row(&COLUMNS))
}

/// Appends the row of one finding.
pub(super) fn push(alarm: &Alarm, out: &mut String) {
    let (spot, _) = alarm.sides();
    let (line, column) = (spot.from.line.to_string(), spot.from.column.to_string());
    let key = alarm.key();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (id, help, zh_value, en_value) =
        (text(&alarm.id), text(&alarm.help), text(&alarm.zh.value), text(&alarm.en.value));
    let cells = [
        "",
        alarm.severity.name(),
        alarm.rule.name,
        &spot.path,
        &line,
        &column,
        &id,
        &alarm.message,
        &help,
        alarm.zh.surface(),
        &zh_value,
        alarm.en.surface(),
        &en_value,
        &alarm.zh.sentence,
        &alarm.en.sentence,
        &key,
    ];
    out.push_str(&row(&cells.map(harmless).each_ref().map(String::as_str)));
}

fn row(cells: &[&str]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory does not fail, and what was text is text.
    let _ = writer.write_record(cells);
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The cell with a quote before what a spreadsheet would take for a formula.
fn harmless(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

/// The keys of the rows that were accepted: those with anything in the first column but a word for no. `None` when
/// `bytes` is no sheet of findings.
pub fn read_accepted(bytes: &[u8]) -> Option<Vec<String>> {
    let text = decode(bytes);
    let head = text.lines().next()?;
    let delimiter = [b',', b';', b'\t'].into_iter().find(|&by| {
        let mut names = head.split(char::from(by)).map(|name| name.trim().trim_matches('"'));
        names.next() == Some("accept") && names.any(|name| name == "key")
    })?;
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let key = reader.headers().ok()?.iter().position(|name| name.trim() == "key")?;
    let accepted = |row: csv::StringRecord| {
        let says = row.get(0)?.trim().to_lowercase();
        let yes = !matches!(says.as_str(), "" | "n" | "no" | "0" | "false" | "reject" | "rejected" | "否" | "不");
        yes.then(|| row.get(key).map(|key| key.trim().to_owned())).flatten()
    };
    Some(reader.records().filter_map(Result::ok).filter_map(accepted).collect())
}

/// Text of any encoding that a spreadsheet program may have written; what is not ASCII may be lost.
fn decode(bytes: &[u8]) -> String {
    let pairs = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().skip(1).map(|pair| of(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFF, 0xFE, ..] => pairs(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => pairs(u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_quoted_and_numbers_are_not() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("-12.5"), "-12.5");
        assert_eq!(harmless("@x"), "'@x");
        assert_eq!(harmless("一"), "一");
    }

    #[test]
    fn accepted_rows_come_back_from_any_program() {
        let comma = "\u{FEFF}accept,message,key\nx,\"a, \"\"b\"\"\nc\",k1\n,b,k2\nno,c,k3\n是,d,k4\n";
        let wanted = Some(vec!["k1".to_owned(), "k4".to_owned()]);
        assert_eq!(read_accepted(comma.as_bytes()), wanted);
        let semicolon = "accept;message;key\r\nja;\"x;y\";k1\r\nReject;;k2\r\n1;;k4\r\n";
        assert_eq!(read_accepted(semicolon.as_bytes()), wanted);
        let utf16 = "accept\tmessage\tkey\r\nx\t一\tk1\r\nx\t\tk4\r\n";
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(utf16.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(read_accepted(&bytes), wanted);
        // A Chinese Excel writes GBK.
        let mut gbk = b"accept,message,key\n".to_vec();
        gbk.extend(b"\xCA\xC7,\xD2\xBB,k1\nx,\xD2\xBB,k4\n");
        assert_eq!(read_accepted(&gbk), wanted);
        assert_eq!(read_accepted(b"a.md\tscale-slip\t\t\t0123\n"), None);
    }
}
