//! Contents as they come from friends and enemies, without a database.
