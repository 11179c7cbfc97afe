//! Takes code out of the module that the linker keeps but nothing runs.
//!
//! Leptos' `AnyView` points at both ways of taking over a page, and Daybook uses the synchronous one (`mount::hydrate_body`).
//! The other, `hydrate_async`, is called by `mount::hydrate_lazy` and by itself alone, and is nearly a third of the bundle.

use anyhow::{Context, Result, bail};
use std::collections::{BTreeSet, HashSet};
use walrus::ir::{Call, Visitor, dfs_in_order};
use walrus::{FunctionBuilder, FunctionId, FunctionKind, LocalFunction, Module, ModuleConfig};

const DEAD: &str = "hydrate_async";
/// The compiler folds identical functions under one name: destructors of dead futures, and closures inside them, serve the
/// living (taking those out broke the page), so only the futures themselves go.
const SHARED: &str = "drop_in_place";

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

/// By name, less what anything else still calls.
fn dead(module: &Module) -> BTreeSet<FunctionId> {
    let named = |id: FunctionId| {
        let name = module.funcs.get(id).name.as_deref().unwrap_or_default();
        let tail = name.rsplit_once(DEAD).map(|(_, tail)| tail);
        tail.is_some_and(|t| t.matches("closure").count() <= 1) && !name.contains(SHARED)
    };
    let calls: Vec<(FunctionId, HashSet<FunctionId>)> =
        module.funcs.iter_local().map(|(id, f)| (id, callees(f))).collect();
    let mut dead: BTreeSet<FunctionId> = calls.iter().map(|(id, _)| *id).filter(|id| named(*id)).collect();
    loop {
        let living = calls.iter().filter(|(id, _)| !dead.contains(id));
        let called: HashSet<FunctionId> = living.flat_map(|(_, callees)| callees).copied().collect();
        let before = dead.len();
        dead.retain(|id| !called.contains(id));
        if dead.len() == before {
            return dead;
        }
    }
}

fn callees(function: &LocalFunction) -> HashSet<FunctionId> {
    struct Calls(HashSet<FunctionId>);
    impl<'a> Visitor<'a> for Calls {
        fn visit_call(&mut self, call: &Call) {
            self.0.insert(call.func);
        }
    }
    let mut calls = Calls(HashSet::new());
    dfs_in_order(&mut calls, function, function.entry_block());
    calls.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module whose second function calls the first.
    fn module(callee: &str, caller: &str) -> Vec<u8> {
        let mut module = Module::with_config(ModuleConfig::new());
        let mut first = FunctionBuilder::new(&mut module.types, &[], &[]);
        first.name(callee.into()).func_body();
        let first = first.finish(vec![], &mut module.funcs);
        let mut second = FunctionBuilder::new(&mut module.types, &[], &[]);
        second.name(caller.into()).func_body().call(first);
        let second = second.finish(vec![], &mut module.funcs);
        module.exports.add("run", second);
        module.emit_wasm()
    }

    #[test]
    fn what_only_the_dead_call_is_taken_out() {
        assert_eq!(snip(&module("a::hydrate_async::b", "hydrate_async")).unwrap().1, 2);
    }

    #[test]
    fn what_the_living_call_stays() {
        let said = snip(&module("a::hydrate_async::b", "hydrate")).unwrap_err();
        assert!(said.to_string().contains("did Leptos rename it"), "{said}");
    }
}
