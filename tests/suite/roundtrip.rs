//! What `with_text` writes is read back as it was, with its way to the input, and gives the same review.

use crate::common::{files, text};
use gongwen::{Checker, Parsed};

fn again(parsed: &Parsed) -> Parsed {
    let json = serde_json::to_string(&parsed.with_text()).unwrap();
    let again: Parsed = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{e}: {json:.200}"));
    assert_eq!(serde_json::to_string(&again.with_text()).unwrap(), json);
    again
}

#[test]
fn every_fixture_is_read_back() {
    let mut read = 0;
    for path in files("fixtures", "") {
        let Ok(parsed) = gongwen::read(&std::fs::read(&path).unwrap()) else { continue };
        let again = again(&parsed);
        assert_eq!(again.documents, parsed.documents, "{}", path.display());
        assert_eq!(gongwen::audit(&again), gongwen::audit(&parsed), "{}", path.display());
        for statement in parsed.documents.iter().flat_map(|d| &d.statements) {
            let place = statement.place;
            assert_eq!(again.source.place(place.span), parsed.source.place(place.span), "{}", path.display());
        }
        read += 1;
    }
    assert!(read > 40, "{read} fixtures");
}

#[test]
fn a_review_of_what_was_read_back_is_the_same() {
    let parse = |name: &str| gongwen::parse(text(&format!("fixtures/pairs/yunxi/{name}.txt")).as_bytes());
    let (plan, report) = (parse("plan"), parse("report"));
    let checker = Checker::new();
    assert_eq!(checker.check(&again(&plan), &again(&report)), checker.check(&plan, &report));
}

#[test]
fn what_does_not_fit_its_text_is_refused() {
    let parsed = gongwen::parse("云溪县工作总结\n一、完成情况\n（一）水利。修复河堤7公里。\n".as_bytes());
    let json = serde_json::to_value(parsed.with_text()).unwrap();
    let refused = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut json = json.clone();
        change(&mut json);
        serde_json::from_value::<Parsed>(json).is_err()
    };
    assert!(!refused(&|_| {}));
    assert!(refused(&|json| json["text"] = "云溪".into()));
    assert!(refused(&|json| _ = json.as_object_mut().unwrap().remove("text")));
    assert!(refused(&|json| json["schema"] = "gongwen.parse/2".into()));
    assert!(refused(&|json| json["documents"][0]["sections"][0]["parent"] = 1.into()));
    assert!(refused(&|json| json["documents"][0]["statements"][0]["section"] = 9.into()));
    assert!(refused(
        &|json| json["source_map"] = serde_json::json!([{"edits": [[9, 12, 9, 9], [3, 6, 3, 6]]}])
    ));
}
