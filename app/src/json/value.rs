//! From tree to types.

use super::Json;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use std::fmt;

/// Something was not as expected. Nobody reads what, so nothing is formatted.
#[derive(Debug)]
pub struct Bad;

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not as expected")
    }
}

impl std::error::Error for Bad {}

impl Error for Bad {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

macro_rules! numbers {
    ($($name:ident)*) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
            match self {
                Json::Whole(number) => visitor.visit_i64(number),
                _ => Err(Bad),
            }
        }
    )*};
}

macro_rules! floats {
    ($($name:ident)*) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
            match self {
                Json::Whole(number) => visitor.visit_i64(number),
                Json::Broken(number) => visitor.visit_f64(number),
                _ => Err(Bad),
            }
        }
    )*};
}

macro_rules! texts {
    ($($name:ident)*) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
            match self {
                Json::Text(text) => visitor.visit_string(text),
                _ => Err(Bad),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Json {
    type Error = Bad;

    numbers!(
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    );
    floats!(deserialize_f32 deserialize_f64);
    texts!(deserialize_char deserialize_str deserialize_string deserialize_identifier deserialize_bytes deserialize_byte_buf);

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self {
            Json::Null => visitor.visit_unit(),
            Json::Bool(on) => visitor.visit_bool(on),
            Json::Whole(number) => visitor.visit_i64(number),
            Json::Broken(number) => visitor.visit_f64(number),
            Json::Text(text) => visitor.visit_string(text),
            Json::List(_) => self.deserialize_seq(visitor),
            Json::Fields(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self {
            Json::Bool(on) => visitor.visit_bool(on),
            _ => Err(Bad),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self {
            Json::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self {
            Json::Null => visitor.visit_unit(),
            _ => Err(Bad),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Bad> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Bad> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self {
            Json::List(list) => visitor.visit_seq(Items(list.into_iter())),
            _ => Err(Bad),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Bad> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value, Bad> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self {
            Json::Fields(fields) => visitor.visit_map(Fields(fields.into_iter(), None)),
            _ => Err(Bad),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Bad> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Bad> {
        let (name, content) = match self {
            Json::Text(name) => (name, Json::Null),
            Json::Fields(mut fields) => match (fields.pop(), fields.is_empty()) {
                (Some(only), true) => only,
                _ => return Err(Bad),
            },
            _ => return Err(Bad),
        };
        visitor.visit_enum(Variant(name, content))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        visitor.visit_unit()
    }
}

struct Items(std::vec::IntoIter<Json>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Bad;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Bad> {
        self.0.next().map(|json| seed.deserialize(json)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Fields(std::vec::IntoIter<(String, Json)>, Option<Json>);

impl<'de> MapAccess<'de> for Fields {
    type Error = Bad;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Bad> {
        let Some((name, json)) = self.0.next() else {
            return Ok(None);
        };
        self.1 = Some(json);
        seed.deserialize(Json::Text(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Bad> {
        seed.deserialize(self.1.take().ok_or(Bad)?)
    }
}

struct Variant(String, Json);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Bad;
    type Variant = Json;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Json), Bad> {
        Ok((seed.deserialize(Json::Text(self.0))?, self.1))
    }
}

impl<'de> VariantAccess<'de> for Json {
    type Error = Bad;

    fn unit_variant(self) -> Result<(), Bad> {
        match self {
            Self::Null => Ok(()),
            _ => Err(Bad),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Bad> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Bad> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Bad> {
        self.deserialize_map(visitor)
    }
}
