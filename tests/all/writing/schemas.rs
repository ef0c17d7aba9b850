//! The JSON Schemas that stand beside the code, and the outputs they promise.

use std::fs;
use std::path::Path;

use serde_json::Value;
use travaux::render::schema::{names, schema};

use crate::common::program;

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn output(arguments: &[&str]) -> Value {
    let output = program().args(arguments).current_dir(home()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// `TRAVAUX_BLESS=1 cargo test schemas` writes them anew; their difference is read like code.
#[test]
fn the_schemas_are_those_of_the_types() {
    for name in names() {
        let path = home().join(format!("schemas/{name}.json"));
        let made = format!("{}\n", serde_json::to_string_pretty(&schema(name).unwrap()).unwrap());
        if std::env::var_os("TRAVAUX_BLESS").is_some() {
            fs::write(&path, &made).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == made, "schemas/{name}.json is not what the types say; bless it and read the difference");
    }
    assert!(schema("nothing").is_none());
}

#[test]
fn outputs_are_what_their_schemas_promise() {
    let commands: [(&str, &[&str]); 13] = [
        ("document", &["extract", "2019-draft", "--format", "json"]),
        ("documents", &["extract", "2013-final", "2021-final", "--format", "json"]),
        ("check", &["extract", "2019-final", "--check", "--format", "json"]),
        ("compare", &["compare", "2019-draft", "2019-final", "--paragraphs", "--changed", "--format", "json"]),
        ("explanation", &["compare", "2019-draft", "2019-final", "--explain", "14", "--format", "json"]),
        ("lineage", &["lineage", "--paragraphs", "--format", "json"]),
        ("trace", &["trace", "2019-final/13", "--format", "json"]),
        ("precedent", &["precedent", "--file", "2021-final", "--all", "--format", "json"]),
        ("repeats", &["repeats", "--format", "json"]),
        ("review", &["review", "--format", "json"]),
        ("decisions", &["review", "--decided", "--format", "json"]),
        ("survey", &["survey", "--format", "json"]),
        ("eval", &["eval", "corpus/gold/2019-draft-final.tsv", "--format", "json"]),
    ];
    assert!(commands.iter().map(|(name, _)| *name).eq(names()), "each schema is held against an output");
    for (name, arguments) in commands {
        let promised: Value = serde_json::to_value(schema(name).unwrap()).unwrap();
        let validator = jsonschema::validator_for(&promised).unwrap();
        let mut output = output(arguments);
        let errors: Vec<String> = validator.iter_errors(&output).map(|error| error.to_string()).collect();
        assert_eq!(errors, [] as [&str; 0], "{name}");
        assert_eq!(output["schema"], format!("travaux.{name}/1"));
        // A promise that anything keeps is none.
        output.as_object_mut().unwrap().remove("schema");
        assert!(!validator.is_valid(&output), "{name}");
    }
}
