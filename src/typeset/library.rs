//! Typst's standard library, without the one function that turns text into code.

use typst::foundations::{Binding, Module, Scope};
use typst::{Library, LibraryExt};

/// The standard library rebuilt without `eval`, both as the global scope and as `std`, so that no
/// spelling finds it: `eval`, `std.eval`, `dictionary(std).at("eval")`, `import std: *`.
pub(super) fn without_eval() -> Library {
    let mut library = <Library as LibraryExt>::default();
    let mut scope = Scope::new();
    for (name, binding) in library.global.scope().iter() {
        if name != "eval" {
            scope.bind(name.clone(), binding.clone());
        }
    }
    let global = Module::new("global", scope);
    library.global = global.clone();
    library.std = Binding::detached(global);
    library
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eval_is_gone_and_everything_else_is_there() {
        let all = <Library as LibraryExt>::default();
        let ours = without_eval();
        assert!(all.global.scope().get("eval").is_some());
        assert!(ours.global.scope().get("eval").is_none());
        assert_eq!(all.global.scope().iter().count(), ours.global.scope().iter().count() + 1);
        assert!(ours.math.scope().get("eval").is_none());
    }
}
