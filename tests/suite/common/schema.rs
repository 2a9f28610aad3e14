//! The schemas in `docs/schemas/`, and whether an answer is what its schema says: the part of JSON
//! Schema that those use, and a key that the schema lacks is a fault here, so that none is forgotten.
//! That they are schemas, and say the same to others, `tests/outside/schemas` asks another program.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Where the schemas are.
pub(crate) fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas")
}

/// All that is wrong with what the program printed after `--json`.
pub(crate) fn faults_of_answer(printed: &str) -> Vec<String> {
    let Ok(answer) = serde_json::from_str::<Value>(printed) else {
        return vec![format!("no JSON: {printed}")];
    };
    let Some(form) = answer["form"].as_str() else {
        return vec!["it does not name its form".to_owned()];
    };
    match fs::read_to_string(directory().join(format!("{form}.json"))) {
        Ok(schema) => faults(&answer, &serde_json::from_str(&schema).expect("a schema is JSON")),
        Err(_) => vec![format!("there is no docs/schemas/{form}.json")],
    }
}

/// All that is wrong with a value by a schema.
pub(crate) fn faults(value: &Value, schema: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    judge(value, schema, schema, "", &mut faults);
    faults
}

fn judge(value: &Value, schema: &Value, root: &Value, path: &str, faults: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).expect("the schema has it");
        return judge(value, target, root, path, faults);
    }
    let mut wrong = |what: &str| faults.push(format!("{path}: {what}: {value}"));
    if schema.get("const").is_some_and(|only| only != value) {
        wrong("it is another");
    }
    if schema["enum"].as_array().is_some_and(|choices| !choices.contains(value)) {
        wrong("it is none of the choices");
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.iter().any(|name| is(value, name)) {
        wrong(&format!("it is no {types:?}"));
    }
    if let (Some(number), Some(least)) = (value.as_f64(), schema["minimum"].as_f64())
        && number < least
    {
        wrong("it is too small");
    }
    match value {
        Value::Object(members) => {
            let known = schema["properties"].as_object();
            for key in schema["required"].as_array().into_iter().flatten() {
                if !members.contains_key(key.as_str().expect("a name")) {
                    faults.push(format!("{path}: {key} is missing"));
                }
            }
            for (key, member) in members {
                match known.and_then(|known| known.get(key)) {
                    Some(inner) => judge(member, inner, root, &format!("{path}/{key}"), faults),
                    None => faults.push(format!("{path}/{key}: the schema lacks it")),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                judge(item, &schema["items"], root, &format!("{path}/{index}"), faults);
            }
        }
        _ => {}
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => panic!("{name} is no type"),
    }
}
