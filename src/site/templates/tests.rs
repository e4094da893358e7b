use super::*;
#[test]
fn samples_render() {
    let (templates, diagnostics) = Templates::new(&Default::default(), &crate::base::Lang::default());
    assert_eq!(diagnostics, []);
    for view in sample::views() {
        let page = templates.render(&view).unwrap_or_else(|fault| panic!("{fault:?}"));
        std::fs::write(format!("/tmp/prev-{}", view.template()), page).unwrap();
    }
}
