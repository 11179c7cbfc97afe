//! The published organograms that come with the product (`service/data/organogram`), for demonstrations.

macro_rules! organograms {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../../data/organogram/", $name)).as_slice())),*]
    };
}

/// Names and contents, senior and junior files of six organisations.
pub fn files() -> Vec<(&'static str, &'static [u8])> {
    organograms![
        "department_for_culture_media_and_sport-2011-09-30-junior.csv",
        "department_for_culture_media_and_sport-2011-09-30-senior.csv",
        "department_for_transport-2011-09-30-junior.csv",
        "department_for_transport-2011-09-30-senior.csv",
        "department_of_energy_and_climate_change-2011-09-30-junior.csv",
        "department_of_energy_and_climate_change-2011-09-30-senior.csv",
        "health_and_safety_executive-2011-09-30-junior.csv",
        "health_and_safety_executive-2011-09-30-senior.csv",
        "highways_agency-2011-09-30-junior.csv",
        "highways_agency-2011-09-30-senior.csv",
        "hm_treasury-2011-09-30-junior.csv",
        "hm_treasury-2011-09-30-senior.csv",
    ]
    .to_vec()
}
