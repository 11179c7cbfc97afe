//! What may stand behind the `=` of an attribute.

/// What an attribute is set to.
pub enum Worth {
    /// It is not there.
    Off,
    /// It is there without a value; a class is on.
    On,
    Word(&'static str),
    Text(String),
    /// It changes.
    Live(Box<dyn FnMut() -> Worth + Send>),
}

impl Worth {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Word(text) => text,
            Self::Text(text) => text,
            _ => "",
        }
    }

    #[cfg(feature = "hydrate")]
    pub(super) fn is(&self, other: &Self) -> bool {
        let on = |w: &Self| !matches!(w, Self::Off);
        on(self) == on(other) && self.text() == other.text()
    }

    /// Runs what changes.
    #[cfg(feature = "ssr")]
    pub(super) fn touch(&mut self) {
        if let Self::Live(run) = self {
            run().touch();
        }
    }

    pub(super) fn settled(self) -> Self {
        match self {
            Self::Live(mut run) => run().settled(),
            other => other,
        }
    }
}

/// What may stand behind the `=` of an attribute.
pub trait Value {
    fn value(self) -> Worth;
}

impl Value for bool {
    fn value(self) -> Worth {
        if self { Worth::On } else { Worth::Off }
    }
}

impl Value for &'static str {
    fn value(self) -> Worth {
        Worth::Word(self)
    }
}

impl Value for String {
    fn value(self) -> Worth {
        Worth::Text(self)
    }
}

impl<T: Value> Value for Option<T> {
    fn value(self) -> Worth {
        self.map_or(Worth::Off, T::value)
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Value for $number {
            fn value(self) -> Worth {
                Worth::Text(self.to_string())
            }
        }
    )*};
}
numbers!(u8 u16 u32 u64 usize i32 i64);

impl<F, T> Value for F
where
    F: FnMut() -> T + Send + 'static,
    T: Value,
{
    fn value(mut self) -> Worth {
        Worth::Live(Box::new(move || self().value()))
    }
}
