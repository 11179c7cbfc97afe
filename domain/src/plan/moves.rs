//! What can be done with an item: each move gives the item after it and the entry for its history, or the rule it would break.

use super::{Breach, By, Change, Did, Edit, Field, Hand, Item, State, Substance, Waits};
use crate::PersonId;

pub type Moved = Result<(Item, Change), Breach>;

/// A new item. What one sets for oneself waits for a leader, if there is one; what is handed down waits for its owner.
pub fn set(substance: Substance, note: String, by: &By) -> (Item, Change) {
    let owner = substance.owner.clone();
    let mut item = Item {
        substance,
        note,
        state: State::Proposed,
        waits: Waits::Nobody,
        reason: String::new(),
        progress: 0,
        set_by: by.person.clone(),
        handed: owner.as_ref() != Some(&by.person),
    };
    ask(&mut item, by);
    let did = if item.handed { Did::HandedDown } else { Did::Set };
    (item, Change::of(did, ""))
}

/// The owner takes on what was handed down.
pub fn accept(item: &Item, by: &By) -> Moved {
    waiting(item, Waits::Owner)?;
    side(item, by, Hand::Owner)?;
    Ok((settled(item), Change::of(Did::Accepted, "")))
}

/// A leader agrees to what somebody set for himself.
pub fn agree(item: &Item, by: &By) -> Moved {
    if item.substance.owner.as_ref() == Some(&by.person) {
        return Err(Breach::OwnItem);
    }
    waiting(item, Waits::Leader)?;
    side(item, by, Hand::Leader)?;
    Ok((settled(item), Change::of(Did::Agreed, "")))
}

/// Who would have to agree says what stands in the way; the setter is asked. The owner can do so later too: circumstances change.
pub fn ask_back(item: &Item, by: &By, reason: &str) -> Moved {
    open(item)?;
    let asked = match (item.state, item.waits) {
        (State::Proposed, Waits::Owner) => side(item, by, Hand::Owner),
        (State::Proposed, Waits::Leader) => side(item, by, Hand::Leader),
        (State::Proposed, _) => Err(Breach::NothingWaits),
        // One asks back what others set; an own item is changed instead.
        _ if item.handed => side(item, by, Hand::Owner),
        _ => Err(Breach::NotYours),
    };
    asked?;
    let after = Item {
        state: State::Proposed,
        waits: Waits::Setter,
        reason: reason.to_owned(),
        ..item.clone()
    };
    Ok((after, Change::of(Did::AskedBack, reason)))
}

/// The setter answers what was asked back and keeps the item as it is: the other side is asked again.
pub fn stand_by(item: &Item, by: &By, answer: &str) -> Moved {
    waiting(item, Waits::Setter)?;
    // For a leader another may stand in; what the owner asked for, only the owner answers.
    if item.substance.owner.as_ref() == Some(&item.set_by) && by.hand == Hand::Leader {
        return Err(Breach::NotYours);
    }
    setter(item, by)?;
    let mut after = item.clone();
    ask(&mut after, by);
    Ok((after, Change::of(Did::StoodBy, answer)))
}

/// Another substance or note. A substance that differs asks for the agreement again; a note alone does not.
pub fn change(item: &Item, by: &By, substance: Substance, note: String, words: &str) -> Moved {
    open(item)?;
    let mut edits = item.substance.edits(&substance);
    let other = !edits.is_empty();
    if item.note != note {
        edits.push(Edit {
            field: Field::Note,
            before: item.note.clone(),
            after: note.clone(),
        });
    }
    if edits.is_empty() {
        return Err(Breach::NothingChanged);
    }
    // Whose it is, is for a leader to say.
    if by.hand == Hand::Owner && item.substance.owner != substance.owner {
        return Err(Breach::NotYours);
    }
    let mut after = Item {
        substance,
        note,
        ..item.clone()
    };
    if other {
        // From now on it is the one who changed it that the other side answers.
        after.set_by = by.person.clone();
        // What a leader takes on is as if he had set it for himself: nobody asks himself back.
        let takes_on = by.hand == Hand::Leader && after.substance.owner.as_ref() == Some(&by.person);
        after.handed = !takes_on && (item.handed || by.hand == Hand::Leader);
        ask(&mut after, by);
    }
    let change = Change {
        did: Did::Changed,
        words: words.to_owned(),
        edits,
    };
    Ok((after, change))
}

/// It goes along with its owner from one unit to another (both by name). What was agreed stays agreed, and the answer that it waits
/// for is still wanted; what waited for a leader, where nobody stands above any more (`led`), waits for nobody.
pub fn follow(item: &Item, led: bool, from: &str, to: &str) -> (Item, Change) {
    let after = if item.waits == Waits::Leader && !led {
        settled(item)
    } else {
        item.clone()
    };
    let change = Change {
        did: Did::Moved,
        words: String::new(),
        edits: vec![Edit {
            field: Field::Unit,
            before: from.to_owned(),
            after: to.to_owned(),
        }],
    };
    (after, change)
}

/// How far it is. Needs nobody's agreement, and begins what was agreed.
pub fn advance(item: &Item, percent: i64) -> Result<Item, Breach> {
    open(item)?;
    let progress = u8::try_from(percent)
        .ok()
        .filter(|p| *p <= 100)
        .ok_or_else(|| super::draft::unfit(super::Field::Progress, &percent.to_string()))?;
    Ok(begun(&Item {
        progress,
        ..item.clone()
    }))
}

/// Work on it was done: what was agreed is in hand.
pub fn begun(item: &Item) -> Item {
    let state = if item.state == State::Agreed {
        State::InHand
    } else {
        item.state
    };
    Item { state, ..item.clone() }
}

/// It is done. What was not agreed cannot be.
pub fn finish(item: &Item, words: &str) -> Moved {
    open(item)?;
    if item.state == State::Proposed {
        return Err(Breach::NotAgreed);
    }
    let after = Item {
        state: State::Done,
        progress: 100,
        reason: String::new(),
        ..item.clone()
    };
    Ok((after, Change::of(Did::Finished, words)))
}

/// It will not be done. The setter says so, or a leader; who was handed it asks back instead.
pub fn drop_it(item: &Item, by: &By, reason: &str) -> Moved {
    open(item)?;
    if by.hand == Hand::Owner && item.handed {
        return Err(Breach::NotYours);
    }
    setter(item, by)?;
    let after = Item {
        state: State::Dropped,
        waits: Waits::Nobody,
        reason: reason.to_owned(),
        ..item.clone()
    };
    Ok((after, Change::of(Did::Dropped, reason)))
}

/// It goes on after all: what was done is in hand again, what was dropped is proposed anew.
pub fn reopen(item: &Item, by: &By, reason: &str) -> Moved {
    if item.state.open() {
        return Err(Breach::NotEnded);
    }
    let mut after = Item {
        reason: String::new(),
        ..item.clone()
    };
    if item.state == State::Done {
        after.state = State::InHand;
        after.waits = Waits::Nobody;
    } else {
        after.set_by = by.person.clone();
        after.handed |= by.hand == Hand::Leader;
        ask(&mut after, by);
    }
    Ok((after, Change::of(Did::Reopened, reason)))
}

/// Puts the item before the other side, or settles it when there is none.
fn ask(item: &mut Item, by: &By) {
    let other = match (&item.substance.owner, by.hand) {
        (None, _) => Waits::Nobody,
        (Some(owner), _) if *owner == by.person => {
            if by.led {
                Waits::Leader
            } else {
                Waits::Nobody
            }
        }
        (Some(_), _) => Waits::Owner,
    };
    item.waits = other;
    item.reason = String::new();
    item.state = if other == Waits::Nobody {
        going(item.progress)
    } else {
        State::Proposed
    };
}

fn settled(item: &Item) -> Item {
    Item {
        state: going(item.progress),
        waits: Waits::Nobody,
        reason: String::new(),
        ..item.clone()
    }
}

fn going(progress: u8) -> State {
    if progress > 0 { State::InHand } else { State::Agreed }
}

fn open(item: &Item) -> Result<(), Breach> {
    if item.state.open() { Ok(()) } else { Err(Breach::Ended) }
}

fn waiting(item: &Item, wanted: Waits) -> Result<(), Breach> {
    open(item)?;
    if item.state == State::Proposed && item.waits == wanted {
        Ok(())
    } else {
        Err(Breach::NothingWaits)
    }
}

fn side(item: &Item, by: &By, wanted: Hand) -> Result<(), Breach> {
    let owns = |person: &PersonId| item.substance.owner.as_ref() == Some(person);
    let fits = match wanted {
        Hand::Owner => by.hand == Hand::Owner && owns(&by.person),
        Hand::Leader => by.hand == Hand::Leader && !owns(&by.person),
    };
    if fits { Ok(()) } else { Err(Breach::NotYours) }
}

/// Who set it, or a leader who stands in.
fn setter(item: &Item, by: &By) -> Result<(), Breach> {
    if item.set_by == by.person || by.hand == Hand::Leader {
        Ok(())
    } else {
        Err(Breach::NotYours)
    }
}
