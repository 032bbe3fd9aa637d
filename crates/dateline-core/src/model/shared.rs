//! A value that many claims share.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A value that is kept once for all who hold it, and reads like the value. Changing it changes it for this holder only.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shared<T>(Arc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(Arc::clone(&self.0))
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Shared<T> {
        Shared(Arc::new(value))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<T> Borrow<T> for Shared<T> {
    fn borrow(&self) -> &T {
        &self.0
    }
}

impl<T: PartialEq> PartialEq<T> for Shared<T> {
    fn eq(&self, other: &T) -> bool {
        self.0.as_ref() == other
    }
}

/// Equal values that came one by one, made one. Nothing is ever listed, so the order of hashing shows nowhere.
#[derive(Clone, Debug)]
pub struct Pool<T>(HashMap<String, Vec<Shared<T>>>);

impl<T> Default for Pool<T> {
    fn default() -> Pool<T> {
        Pool(HashMap::new())
    }
}

impl<T: PartialEq> Pool<T> {
    /// The first value that was equal. Equal values have one key, and few others have it.
    pub fn one(&mut self, key: &str, value: &Shared<T>) -> Shared<T> {
        if let Some(known) = self.0.get_mut(key) {
            return match known.iter().find(|k| *k == value) {
                Some(first) => first.clone(),
                None => {
                    known.push(value.clone());
                    value.clone()
                }
            };
        }
        self.0.insert(key.to_owned(), vec![value.clone()]);
        value.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_become_one() {
        let mut pool = Pool::default();
        let made = |text: &str| Shared::from(text.to_owned());
        let [a, b, c] = ["x", "y", "x"].map(|text| pool.one("key", &made(text)));
        assert!(Arc::ptr_eq(&a.0, &c.0) && !Arc::ptr_eq(&a.0, &b.0));
        assert_eq!((a.as_str(), b.as_str()), ("x", "y"));
    }

    #[test]
    fn a_change_is_the_holders_own() {
        let first: Shared<Vec<u8>> = vec![1].into();
        let mut second = first.clone();
        second.push(2);
        assert_eq!((first.len(), second.len()), (1, 2));
    }
}
