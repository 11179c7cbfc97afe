//! Takes code out of the module that the linker keeps but nothing runs.
//!
//! Leptos' `AnyView` points at both ways of taking over a page, and Daybook uses the synchronous one (`mount::hydrate_body`).
//! The other, `hydrate_async`, is called by `mount::hydrate_lazy` and by itself alone, and is nearly a third of the bundle.

use anyhow::{Context, Result, bail};
use walrus::{FunctionBuilder, FunctionId, FunctionKind, LocalFunction, Module, ModuleConfig};

const DEAD: &str = "hydrate_async";
/// The compiler folds identical functions under one name. Destructors of dead futures may so serve the living,
const SHARED: &str = "drop_in_place";
/// and so may functions of fewer instructions than these.
const LONG: u64 = 40;

/// The module with the dead functions' bodies replaced by a trap; wasm-opt then drops what only they called.
pub fn snip(wasm: &[u8]) -> Result<(Module, usize)> {
    let mut module = ModuleConfig::new()
        .strict_validate(false)
        .generate_dwarf(false)
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse(wasm)
        .context("cannot read the module")?;
    let dead = dead(&module);
    if dead.is_empty() {
        bail!("no function named {DEAD} to take out: did Leptos rename it? See xtask/src/snip.rs");
    }
    let count = dead.len();
    for id in dead {
        let ty = module.types.get(module.funcs.get(id).ty());
        let (params, results) = (ty.params().to_vec(), ty.results().to_vec());
        let mut trap = FunctionBuilder::new(&mut module.types, &params, &results);
        trap.func_body().unreachable();
        let arguments = params.iter().map(|p| module.locals.add(*p)).collect();
        module.funcs.get_mut(id).kind = FunctionKind::Local(trap.local_func(arguments));
    }
    Ok((module, count))
}

/// By name, if too long to be one of several folded into one.
fn dead(module: &Module) -> Vec<FunctionId> {
    let is_dead = |id: FunctionId, function: &LocalFunction| {
        let name = module.funcs.get(id).name.as_deref().unwrap_or_default();
        name.contains(DEAD) && !name.contains(SHARED) && function.size() >= LONG
    };
    let local = module.funcs.iter_local();
    local.filter(|(id, f)| is_dead(*id, f)).map(|(id, _)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(name: &str, long: bool) -> Vec<u8> {
        let mut module = Module::with_config(ModuleConfig::new());
        let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
        let mut body = function.name(name.into()).func_body();
        for _ in 0..if long { LONG } else { 1 } {
            body.i32_const(1).drop();
        }
        let function = function.finish(vec![], &mut module.funcs);
        module.exports.add("run", function);
        module.emit_wasm()
    }

    #[test]
    fn long_bodies_become_a_trap() {
        let (module, count) = snip(&module("tachys::hydrate_async::closure", true)).unwrap();
        assert_eq!(count, 1);
        assert!(module.funcs.iter_local().all(|(_, f)| f.size() == 1));
    }

    #[test]
    fn what_may_be_shared_stays_and_no_find_is_an_error() {
        for (name, long) in [("hydrate_async", false), ("drop_in_place<hydrate_async>", true), ("hydrate", true)] {
            let said = snip(&module(name, long)).unwrap_err();
            assert!(said.to_string().contains("did Leptos rename it"), "{said}");
        }
    }
}
