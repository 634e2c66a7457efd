//! Findings as SARIF 2.1.0 (OASIS, 2020): what code-scanning services and editors read.
//!
//! Columns count code points, as `columnKind` declares. The place to look at first is the location, the place on the
//! other side a related one.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Alarm, Spot};
use crate::check::Rule;
use crate::check::rules::RULES;

/// What stands before the results: the tool and its rules.
pub(super) fn head() -> String {
    let rules: Vec<Value> = RULES.iter().map(|rule| descriptor(rule)).collect();
    let tool = json!({ "driver": {
        "name": "duizhao",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    }});
    format!(
        "{{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\
         \"version\":\"2.1.0\",\"runs\":[{{\"tool\":{tool},\"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
    )
}

/// What stands after the results.
pub(super) const TAIL: &str = "\n]}]}\n";

fn descriptor(rule: &Rule) -> Value {
    let ((wrong_zh, wrong_en), (right_zh, right_en)) = (rule.wrong, rule.right);
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.finds },
        "fullDescription": { "text": rule.why },
        "help": {
            "text": format!("{}\n\nWrong: {wrong_zh} / {wrong_en}\nRight: {right_zh} / {right_en}", rule.why),
            "markdown": format!(
                "{}\n\n| | Chinese | English |\n|---|---|---|\n| wrong | {wrong_zh} | {wrong_en} |\n| right | {right_zh} | {right_en} |",
                rule.why
            ),
        },
        "defaultConfiguration": { "level": rule.severity.name() },
        "properties": { "tags": [rule.class.name()] },
    })
}

/// The result for one finding.
pub(super) fn result(alarm: &Alarm) -> Value {
    let (first, second) = alarm.sides();
    let help = alarm.help.as_ref().map_or(String::new(), |help| format!("\n{help}"));
    let mut result = json!({
        "ruleId": alarm.rule.name,
        "level": alarm.severity.name(),
        "message": { "text": format!("{}{help}", alarm.message) },
        "locations": [{ "physicalLocation": physical(first) }],
        "partialFingerprints": { "duizhao/v1": alarm.key() },
    });
    if let Some(index) = RULES.iter().position(|rule| rule.name == alarm.rule.name) {
        result["ruleIndex"] = json!(index);
    }
    if !second.sentence.is_empty() {
        let said = if second.mark.is_some() { second.surface() } else { &second.sentence };
        let message = format!("{}: {said}", second.lang.name());
        result["relatedLocations"] =
            json!([{ "id": 1, "physicalLocation": physical(second), "message": { "text": message } }]);
    }
    if let Some(id) = &alarm.id {
        result["properties"] = json!({ "pair": id });
    }
    result
}

fn physical(spot: &Spot) -> Value {
    json!({
        "artifactLocation": { "uri": uri(&spot.path) },
        "region": {
            "startLine": spot.from.line,
            "startColumn": spot.from.column,
            "endLine": spot.until.line,
            "endColumn": spot.until.column,
            "snippet": { "text": if spot.mark.is_some() { spot.surface() } else { &spot.sentence } },
        },
    })
}

/// The path as a relative reference, or as a `file:` URI when it is absolute (RFC 3986, RFC 8089).
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("./a b/对.md"), "a%20b/%E5%AF%B9.md");
        assert_eq!(uri("/tmp/x.md"), "file:///tmp/x.md");
        assert_eq!(uri("a:b.md"), "a%3Ab.md");
    }
}
