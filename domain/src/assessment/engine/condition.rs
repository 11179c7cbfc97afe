//! Conditions: a checked part of the Common Expression Language.
//!
//! Names, numbers, quoted choices, `&& || !`, comparisons, `in [...]`, `+ - * %` and brackets. No calls, no floats, no macros: every
//! condition comes to an end, and its types are known before anybody is assessed. Texts are bounded before the parser sees them, since
//! it recurses (cel-rust #212).

use crate::assessment::facts::{Fact, FactKind};
use crate::assessment::pack::ConditionFault;
use crate::assessment::{Facts, Value};
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, operators};
use cel::{Context, Program};

const LONGEST: usize = 400;
const DEEPEST: usize = 6;
/// Of the tree: a long sum nests without brackets, and is worked out by recursion too.
const DEEPEST_TREE: usize = 24;

pub(super) struct Condition {
    program: Program,
    facts: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Flag,
    Number,
    /// The choices, and the fact they belong to.
    Choice(String, Vec<String>),
    /// A quoted text.
    Text(String),
}

impl Condition {
    pub fn read(text: &str, table: &[Fact]) -> Result<Self, ConditionFault> {
        bounded(text)?;
        let program = Program::compile(text).map_err(|_| ConditionFault::Unreadable)?;
        let mut check = Check {
            table,
            facts: vec![],
            depth: 0,
        };
        match check.kind(program.expression())? {
            Kind::Flag => {}
            _ => return Err(mismatch(text)),
        }
        let facts = check.facts;
        Ok(Self { program, facts })
    }

    /// The facts it names.
    pub fn facts(&self) -> &[String] {
        &self.facts
    }

    pub fn holds(&self, facts: &Facts) -> Result<bool, String> {
        let mut context = Context::empty();
        for name in &self.facts {
            match facts.get(name) {
                Some(Value::Flag(flag)) => context.add_variable_from_value(name.as_str(), *flag),
                Some(Value::Number(number)) => context.add_variable_from_value(name.as_str(), *number),
                Some(Value::Choice(choice)) => context.add_variable_from_value(name.as_str(), choice.clone()),
                None => return Err(format!("{name}?")),
            }
        }
        match self.program.execute(&context) {
            Ok(cel::Value::Bool(holds)) => Ok(holds),
            Ok(other) => Err(format!("{other:?}")),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// Refuses what the parser should not be asked: strange signs, long and deep texts, open quotes.
fn bounded(text: &str) -> Result<(), ConditionFault> {
    if text.len() > LONGEST {
        return Err(ConditionFault::TooLong { limit: LONGEST });
    }
    let deep = ConditionFault::TooDeep { limit: DEEPEST };
    let mut open: Vec<char> = Vec::new();
    let (mut quoted, mut run) = (false, 0usize);
    for sign in text.chars() {
        if quoted {
            quoted = sign != '"';
            if !(sign.is_ascii_alphanumeric() || matches!(sign, '_' | '"')) {
                return Err(ConditionFault::Sign { sign });
            }
            continue;
        }
        match sign {
            '"' => quoted = true,
            '(' | '[' => open.push(sign),
            ')' if open.pop() != Some('(') => return Err(deep),
            ']' if open.pop() != Some('[') => return Err(deep),
            _ if sign.is_ascii_alphanumeric() || " \n\t_&|!=<>+-*%,)]".contains(sign) => {}
            _ => return Err(ConditionFault::Sign { sign }),
        }
        // `!!-!-…` nests without brackets.
        run = match sign {
            '!' | '-' => run + 1,
            ' ' | '\n' | '\t' => run,
            _ => 0,
        };
        if open.len() > DEEPEST || run > DEEPEST {
            return Err(deep);
        }
    }
    if quoted || !open.is_empty() {
        return Err(deep);
    }
    if text.trim().is_empty() {
        return Err(ConditionFault::Unreadable);
    }
    Ok(())
}

fn mismatch(name: &str) -> ConditionFault {
    ConditionFault::Mismatch { name: name.to_owned() }
}

struct Check<'a> {
    table: &'a [Fact],
    facts: Vec<String>,
    depth: usize,
}

impl Check<'_> {
    fn kind(&mut self, at: &IdedExpr) -> Result<Kind, ConditionFault> {
        if self.depth >= DEEPEST_TREE {
            return Err(ConditionFault::TooDeep { limit: DEEPEST_TREE });
        }
        self.depth += 1;
        let kind = self.kind_of(at);
        self.depth -= 1;
        kind
    }

    fn kind_of(&mut self, at: &IdedExpr) -> Result<Kind, ConditionFault> {
        match &at.expr {
            Expr::Ident(name) => self.fact(name),
            Expr::Literal(LiteralValue::Boolean(_)) => Ok(Kind::Flag),
            Expr::Literal(LiteralValue::Int(_)) => Ok(Kind::Number),
            Expr::Literal(LiteralValue::String(text)) => Ok(Kind::Text(text.inner().to_owned())),
            Expr::Call(call) => self.call(call),
            other => Err(ConditionFault::NotAllowed {
                part: part(other).into(),
            }),
        }
    }

    fn fact(&mut self, name: &str) -> Result<Kind, ConditionFault> {
        let Some(fact) = self.table.iter().find(|f| f.name == name) else {
            return Err(ConditionFault::UnknownFact { name: name.to_owned() });
        };
        if !self.facts.iter().any(|f| f == name) {
            self.facts.push(name.to_owned());
        }
        Ok(match &fact.kind {
            FactKind::Flag => Kind::Flag,
            FactKind::Number(_) => Kind::Number,
            FactKind::Choice(all) => Kind::Choice(name.to_owned(), all.clone()),
        })
    }

    fn call(&mut self, call: &CallExpr) -> Result<Kind, ConditionFault> {
        let name = call.func_name.as_str();
        let not_allowed = || ConditionFault::NotAllowed { part: name.to_owned() };
        if call.target.is_some() {
            return Err(not_allowed());
        }
        match (name, call.args.as_slice()) {
            (operators::LOGICAL_AND | operators::LOGICAL_OR, args) if args.len() >= 2 => {
                self.all(args, &Kind::Flag, name)?;
                Ok(Kind::Flag)
            }
            (operators::LOGICAL_NOT, [_]) => {
                self.all(&call.args, &Kind::Flag, name)?;
                Ok(Kind::Flag)
            }
            (operators::LESS | operators::LESS_EQUALS | operators::GREATER | operators::GREATER_EQUALS, [_, _]) => {
                self.all(&call.args, &Kind::Number, name)?;
                Ok(Kind::Flag)
            }
            (operators::ADD | operators::SUBSTRACT | operators::MULTIPLY, [_, _]) | (operators::NEGATE, [_]) => {
                self.all(&call.args, &Kind::Number, name)?;
                Ok(Kind::Number)
            }
            // By a number that is written there and is not nought.
            (operators::MODULO, [value, by]) => match (self.kind(value)?, &by.expr) {
                (Kind::Number, Expr::Literal(LiteralValue::Int(by))) if *by.inner() > 0 => Ok(Kind::Number),
                _ => Err(mismatch("%")),
            },
            (operators::EQUALS | operators::NOT_EQUALS, [left, right]) => {
                let (left, right) = (self.kind(left)?, self.kind(right)?);
                self.equal(left, right)
            }
            (operators::IN, [value, list]) => match &list.expr {
                Expr::List(list) if !list.elements.is_empty() && list.optional_indices.is_empty() => {
                    let value = self.kind(value)?;
                    for element in &list.elements {
                        let element = self.kind(element)?;
                        self.equal(value.clone(), element)?;
                    }
                    Ok(Kind::Flag)
                }
                _ => Err(mismatch("in")),
            },
            _ => Err(not_allowed()),
        }
    }

    fn all(&mut self, args: &[IdedExpr], kind: &Kind, name: &str) -> Result<(), ConditionFault> {
        for arg in args {
            if self.kind(arg)? != *kind {
                return Err(mismatch(name.trim_matches('_')));
            }
        }
        Ok(())
    }

    fn equal(&self, left: Kind, right: Kind) -> Result<Kind, ConditionFault> {
        match (left, right) {
            (Kind::Flag, Kind::Flag) | (Kind::Number, Kind::Number) => Ok(Kind::Flag),
            (Kind::Choice(fact, all), Kind::Text(choice)) | (Kind::Text(choice), Kind::Choice(fact, all)) => {
                if all.contains(&choice) {
                    Ok(Kind::Flag)
                } else {
                    Err(ConditionFault::UnknownChoice { fact, choice })
                }
            }
            _ => Err(mismatch("==")),
        }
    }
}

fn part(expr: &Expr) -> &'static str {
    match expr {
        Expr::List(_) => "[…]",
        Expr::Map(_) | Expr::Struct(_) => "{…}",
        Expr::Select(_) => ".",
        Expr::Comprehension(_) => "all/exists/map/filter",
        Expr::Literal(_) => "1.5, 1u, null",
        _ => "?",
    }
}
