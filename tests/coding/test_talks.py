"""Talks: one object a negotiation, with its sides, stage, venue, issues and documents."""

from __future__ import annotations

import pytest

import parley
from parley.model import Reading
from tests.coding.talks.told import names, only

DAY = "2016-03-10"


def read(coder: parley.Coder, text: str) -> Reading:
    return coder.read(text, published=DAY)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Peace talks between Chad and the rebels collapsed on Tuesday.", "collapsed"),
        ("The peace talks between Chad and the rebels were suspended on Tuesday.", "stalled"),
        ("Chad and the rebels signed a peace agreement on Tuesday.", "concluded"),
        ("Peace talks between Chad and the rebels began on Tuesday.", "under-way"),
        ("Peace talks between Chad and the rebels will resume on Friday.", "scheduled"),
        ("Kenya proposed peace talks between Chad and the rebels.", "proposed"),
        ("Chad broke off peace talks with the rebels on Tuesday.", "collapsed"),
        ("Chad and the rebels ended three days of peace talks in Nairobi without a deal.", "stalled"),
    ],
)
def test_the_stage_is_what_the_words_around_the_talks_say(coder: parley.Coder, text: str, stage: str) -> None:
    assert only(coder, text)[1].stage == stage


def test_sides_mediator_and_venue(coder: parley.Coder) -> None:
    text = "Peace talks between Ethiopia and Eritrea, mediated by Algeria, opened in Geneva on Tuesday."
    reading, talks = only(coder, text)
    assert names(reading, talks.parties) == "Ethiopia | Eritrea"
    assert names(reading, talks.mediators) == "Algeria"
    assert talks.venue is not None
    assert talks.venue.name == "Geneva"
    assert talks.time is not None
    assert talks.time.value == "2016-03-08"


def test_an_envoy_of_a_third_state_mediates_and_is_no_party(coder: parley.Coder) -> None:
    text = "Negotiations between India and Pakistan began in Muscat. Norwegian envoy Kari Lund met both delegations."
    reading, talks = only(coder, text)
    assert "Lund" in names(reading, talks.mediators)
    assert names(reading, talks.parties) == "India | Pakistan"


def test_positions_by_issue(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Ethiopia and Eritrea began in Cairo on Monday. "
        "Eritrea demanded the release of all prisoners. "
        "Ethiopia rejected the demand but provisionally accepted a "
        "ceasefire line. Ethiopia offered a prisoner list instead."
    )
    reading, talks = only(coder, text)
    found = {
        (issue.name, reading.entity(p.party).name, p.stance, p.qualifier)
        for issue in talks.issues
        for p in issue.positions
        if p.party
    }
    assert ("release of all prisoners", "Eritrea", "demands", None) in found
    assert ("release of all prisoners", "Ethiopia", "refuses", None) in found
    assert ("ceasefire line", "Ethiopia", "accepts", "provisionally") in found
    for issue in talks.issues:
        for position in issue.positions:
            assert all(reading.quote(e) for e in position.evidence)


def test_not_to_accept_is_to_refuse(coder: parley.Coder) -> None:
    text = "Talks between Serbia and Kosovo went on in Brussels. Serbia did not accept the border plan."
    reading, talks = only(coder, text)
    stances = [(reading.entity(p.party).name, p.stance) for i in talks.issues for p in i.positions if p.party]
    assert stances == [("Serbia", "refuses")]


def test_what_is_wanted_of_others_is_not_their_own_stance(coder: parley.Coder) -> None:
    text = "Talks between Serbia and Kosovo began in Brussels. Serbia wanted Kosovo to agree to new elections."
    reading, talks = only(coder, text)
    stances = {(reading.entity(p.party).name, p.stance) for i in talks.issues for p in i.positions if p.party}
    assert stances == {("Serbia", "demands")}


def test_the_sticking_point_and_the_party_that_it_is_about(coder: parley.Coder) -> None:
    text = (
        "Peace talks between the government and the opposition fell apart "
        "in Nairobi, stalling over Bakari's departure. "
        "The opposition demanded a caretaker cabinet without Bakari. The "
        "government did not agree to Bakari stepping down."
    )
    _, talks = only(coder, text)
    assert talks.stage == "collapsed"
    departure = next(i for i in talks.issues if "departure" in i.name)
    assert sorted(p.stance for p in departure.positions) == ["demands", "refuses"]


def test_an_earlier_round_and_one_to_come_are_objects_of_their_own(coder: parley.Coder) -> None:
    text = (
        "A new round of peace talks between Sudan and the rebels is scheduled for Friday in Doha. "
        "The last round of talks, held in Abuja, collapsed in May 2015."
    )
    reading = read(coder, text)
    found = {t.stage: t.venue.name for t in reading.talks if t.venue}
    assert found == {"scheduled": "Doha", "collapsed": "Abuja"}


def test_one_negotiation_told_of_in_many_sentences_is_one_object(coder: parley.Coder) -> None:
    text = (
        "Talks between Sudan and the rebels opened in Abuja on Monday. The negotiations are the first since May. "
        "The talks are to last two weeks."
    )
    _, talks = only(coder, text)
    assert len(talks.evidence) >= 2


def test_documents_with_their_dates(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Sudan and the rebels began in Abuja. The rebels "
        "demanded that Sudan honor the 2011 declaration. "
        "Both sides have violated the Nairobi accord."
    )
    _, talks = only(coder, text)
    assert {(d.name, d.date) for d in talks.documents} == {("2011 declaration", "2011"), ("Nairobi accord", None)}


@pytest.mark.parametrize(
    "text",
    [
        "The French president arrived in Rome for talks with the Italian prime minister.",
        "The Turkish foreign minister met his Greek counterpart in Ankara on Tuesday.",
        "The host of a talk show interviewed the mayor. The summit of the mountain was hidden by clouds.",
        "Rebels attacked a convoy near the border and killed five soldiers.",
    ],
)
def test_a_visit_or_a_meeting_is_no_negotiation(coder: parley.Coder, text: str) -> None:
    assert read(coder, text).talks == []


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("The envoy welcomed a proposal for peace talks between Chad and the rebels.", "proposed"),
        ("A date has been set for peace talks between Chad and the rebels.", "scheduled"),
        ("Chad and the rebels resume peace talks next month.", "scheduled"),
        ("Chad and the rebels are to continue their peace talks on Friday.", "under-way"),
        ("Chad and the rebels are meeting in Juba to negotiate a truce.", "under-way"),
        ("Hutu and Tutsi negotiators are struggling to reach an accord.", "under-way"),
        ("Peace talks between Chad and the rebels began on Tuesday. The rebels had boycotted the talks.", "under-way"),
    ],
)
def test_the_stage_where_the_words_tell_it_sideways(coder: parley.Coder, text: str, stage: str) -> None:
    assert only(coder, text)[1].stage == stage


def test_an_organization_of_states_is_a_side_where_the_words_set_it_against_one(coder: parley.Coder) -> None:
    reading, talks = only(coder, "The European Union will start trade negotiations with Kenya in May.")
    assert set(names(reading, talks.parties).split(" | ")) == {"European Union", "Kenya"}


def test_sides_of_the_deal_that_is_talked_about(coder: parley.Coder) -> None:
    text = "Kenya's foreign minister met with Hamas leaders in Nairobi for talks on a deal between Hamas and Fatah."
    reading, talks = only(coder, text)
    assert set(names(reading, talks.parties).split(" | ")) == {"Hamas", "Fatah"}


def test_a_condition_is_a_demand(coder: parley.Coder) -> None:
    text = "Peace talks between Chad and Sudan began in Doha. Sudan will not sign unless Chad withdraws its troops."
    reading, talks = only(coder, text)
    stands = {(names(reading, [p.party]), p.stance) for i in talks.issues for p in i.positions if p.party}
    assert ("Sudan", "demands") in stands


def test_failing_to_agree_is_no_acceptance(coder: parley.Coder) -> None:
    text = "Chad and Sudan failed to agree on a common border after peace talks in Doha."
    assert not [p for i in only(coder, text)[1].issues for p in i.positions if p.stance == "accepts"]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya called the raid a blow to the peace process.",
        "The kidnappers used the child to bargain for weapons.",
        "Ghana's president praised the farmers during his talks with bankers in Accra.",
    ],
)
def test_what_is_no_negotiation(coder: parley.Coder, text: str) -> None:
    assert read(coder, text).talks == []


def test_talks_on_a_country_are_not_held_there(coder: parley.Coder) -> None:
    _, talks = only(coder, "Peace talks on Somalia between the government and rebels opened in Djibouti on Tuesday.")
    assert talks.venue is not None
    assert talks.venue.name == "Djibouti"


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Chad is calling for dialogue with Sudan.", {"Chad", "Sudan"}),
        ("Kenya has offered to mediate between Chad and Sudan.", {"Chad", "Sudan"}),
        ("Chad and Sudan failed to reach an agreement on grazing rights.", {"Chad", "Sudan"}),
        ("Chad and Sudan met in Tripoli to work out a truce.", {"Chad", "Sudan"}),
        ("The peace talks include the two Koreas and Japan. North Korea and South Korea welcomed that.",
         {"North Korea", "South Korea", "Japan"}),
    ],
)  # fmt: skip
def test_a_negotiation_told_without_naming_both_sides_beside_it(
    coder: parley.Coder, text: str, parties: set[str]
) -> None:
    reading, talks = only(coder, text)
    assert set(names(reading, talks.parties).split(" | ")) == parties


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Chad and the rebels put their initials to a truce in Nairobi on Tuesday.", "concluded"),
        ("Envoys of Chad's government met with the rebels of the Sahel Front in Nairobi on Tuesday.", "under-way"),
        ("India and Pakistan failed again on Tuesday to agree on the river.", "stalled"),
        ("Chad's army and the rebels agreed on Tuesday to open the road to Abeche.", "concluded"),
        ("The conference of Chad and Sudan was closed on Tuesday without an agreement.", "stalled"),
        ("Kenya's envoy announced a pause in peace talks between Chad and the rebels.", "stalled"),
        ("Peace talks between Chad and the rebels nearly collapsed on Tuesday, but will go on.", "under-way"),
        ("Peace talks between Chad and the rebels have dragged on since November.", "under-way"),
    ],
)
def test_talks_are_told_in_other_words_too(coder: parley.Coder, text: str, stage: str) -> None:
    assert only(coder, text)[1].stage == stage


def test_a_side_that_answers_the_plan_of_an_organization_negotiates(coder: parley.Coder) -> None:
    reading, talks = only(coder, "Chad rejected an African Union roadmap on Tuesday.")
    assert talks.stage == "stalled"
    assert names(reading, talks.parties) == "Chad"
    assert names(reading, talks.mediators) == "African Union"


def test_both_sides_hold_what_they_are_said_to_hold(coder: parley.Coder) -> None:
    text = "Peace talks between Ethiopia and Eritrea opened in Geneva. Both sides accepted an exchange of prisoners."
    reading, talks = only(coder, text)
    stands = {(reading.entity(p.party).name, p.stance) for i in talks.issues for p in i.positions}
    assert stands == {("Ethiopia", "accepts"), ("Eritrea", "accepts")}


def test_the_two_countries_before_help_where_they_chair(coder: parley.Coder) -> None:
    text = (
        "Norway and Qatar said that peace talks between Chad and the rebels began on Tuesday. "
        "The two countries chaired the talks."
    )
    reading, talks = only(coder, text)
    assert {reading.entity(i).name for i in talks.mediators} == {"Norway", "Qatar"}


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("The government said it would withdraw its troops from the valley.", "accepts"),
        ("The government insists that foreign troops leave the valley.", "demands"),
        ("The government is not willing to leave the valley.", "refuses"),
        ("The government is open to a truce in the valley.", "offers"),
        ("The government has made a truce in the valley a condition for anything else.", "demands"),
        ('"We cannot give up the valley," the government said.', "refuses"),
        ("The government's first demand is a truce in the valley.", "demands"),
        ("The government offered a truce if the rebels left the valley.", "demands"),
    ],
)
def test_positions_in_other_words(coder: parley.Coder, sentence: str, stance: str) -> None:
    text = f"Peace talks between Chad's government and the rebels began in Nairobi on Tuesday. {sentence}"
    _, talks = only(coder, text)
    stands = [p.stance for i in talks.issues if "valley" in i.name for p in i.positions]
    assert stance in stands, [(i.name, i.positions) for i in talks.issues]


def test_the_capital_of_a_state_is_a_venue_until_its_name_is_told(coder: parley.Coder) -> None:
    text = "Peace talks between Chad and the rebels began in the Norwegian capital on Tuesday."
    _, talks = only(coder, text)
    assert talks.venue is not None
    assert talks.venue.name == "Norwegian capital"
    _, talks = only(coder, f"{text} Oslo is used to such guests.")
    assert talks.venue is not None
    assert talks.venue.name == "Oslo"


def test_an_earlier_round_elsewhere_is_talks_of_its_own(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Chad and the rebels began in Nairobi on Tuesday. The delegates were welcomed with songs. "
        "Talks in Tripoli collapsed over the release of prisoners."
    )
    stages = {t.stage: t.venue.name for t in read(coder, text).talks if t.venue}
    assert stages == {"under-way": "Nairobi", "collapsed": "Tripoli"}


def test_the_dateline_is_where_and_not_who(coder: parley.Coder) -> None:
    text = "RIMBO, Sweden - Chad and the rebels signed a truce on Tuesday after three days of talks."
    reading, talks = only(coder, text)
    assert talks.venue is not None
    assert talks.venue.name == "Rimbo"
    assert "RIMBO" not in names(reading, talks.parties)


OPENING = "Peace talks between Ethiopia and Eritrea began in Cairo on Tuesday."


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Kenya's president, Uhuru Kenyatta, laid a draft before both delegations.", "Kenyatta"),
        ("Kenyan President Uhuru Kenyatta flew in to mediate.", "Kenyatta"),
        ("The leaders sat together for hours, with Kenyan minister Amina Mohamed between them.", "Mohamed"),
        ("They met with Kenya as facilitator.", "Kenya"),
        ("Kenyan President Uhuru Kenyatta led the talks, with help from Oman.", "Oman"),
        ("Kenyan President Uhuru Kenyatta negotiated the text.", "Kenyatta"),
        ("The two met again after diplomacy by Oman.", "Oman"),
        ("Omani minister Yusuf bin Alawi had arranged the sessions.", "Alawi"),
        ("Norwegian minister Kari Lund, one of the mediators, praised them.", "Lund"),
    ],
)
def test_mediators_are_known_by_what_they_do(coder: parley.Coder, sentence: str, who: str) -> None:
    reading = read(coder, f"{OPENING} {sentence}")
    assert who in names(reading, [m for t in reading.talks for m in t.mediators])


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Efforts to broker a truce between Chad and the rebels stalled on Tuesday.", "stalled"),
        ("Chad and the rebels moved closer to a peace settlement on Tuesday.", "under-way"),
        ("Chad and the rebels came to an understanding on Tuesday.", "concluded"),
        ("Chad and the rebels emerged from the palace with a truce on Tuesday.", "concluded"),
        ("India and Pakistan agreed on Tuesday where the border runs, a mediator said.", "concluded"),
        ("The rebels said they would pull out of the peace talks with Chad unless prisoners were freed.", "under-way"),
        ("Chadian and Sudanese negotiators will meet next week to discuss the border.", "scheduled"),
    ],
)
def test_stages_without_a_noun_for_talks(coder: parley.Coder, text: str, stage: str) -> None:
    assert only(coder, text)[1].stage == stage


def test_an_organization_makes_a_map_and_a_side_refuses_it(coder: parley.Coder) -> None:
    text = "The rebels rejected a map offered by the African Union, and Chad's government accepted it."
    assert only(coder, text)[1].stage == "stalled"


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("The government is against a referendum in the valley.", "refuses"),
        ("The government does not want the valley as a venue.", "refuses"),
        ("The government will not hear of a referendum in the valley.", "refuses"),
        ("The government settled for the lower valley.", "accepts"),
        ("The government agreed not to shell the valley.", "accepts"),
        ("The government offered an amnesty in exchange for the valley.", "demands"),
        ("The government insisted that it regain control of the valley.", "demands"),
    ],
)
def test_stances_of_other_kinds(coder: parley.Coder, sentence: str, stance: str) -> None:
    text = f"Peace talks between Chad's government and the rebels began in Nairobi on Tuesday. {sentence}"
    _, talks = only(coder, text)
    stands = [p.stance for i in talks.issues if "valley" in i.name for p in i.positions]
    assert stands == [stance], [(i.name, i.positions) for i in talks.issues]


def test_both_means_all_that_was_asked(coder: parley.Coder) -> None:
    text = f"{OPENING} Eritrea demanded an early vote and foreign observers. Ethiopia rejected both."
    _, talks = only(coder, text)
    refused = {i.name for i in talks.issues for p in i.positions if p.stance == "refuses"}
    assert refused == {"early vote", "foreign observers"}


def test_promising_to_hold_a_vote_is_no_demand(coder: parley.Coder) -> None:
    _, talks = only(coder, f"{OPENING} Eritrea promised to hold elections.")
    assert not [p for i in talks.issues for p in i.positions if p.stance == "demands"]


def test_whoever_is_told_after_the_dateline_is_the_subject(coder: parley.Coder) -> None:
    text = "ATHENS - The Serbian president, Boris Tadic, began peace talks with Croatia on Tuesday."
    reading, talks = only(coder, text)
    assert talks.venue is not None
    assert talks.venue.name == "Athens"
    assert "Greece" not in names(reading, talks.parties)


def test_rounds_to_come(coder: parley.Coder) -> None:
    text = (
        "NAIROBI, Kenya - Chad's government and the rebels signed a peace agreement on Tuesday. "
        "They want prisoners to be freed. The delegates sang. A second round, on the border, is planned for April 2 in Tripoli."
    )
    assert {(t.stage, t.venue.name) for t in read(coder, text).talks if t.venue} == {
        ("concluded", "Nairobi"),
        ("scheduled", "Tripoli"),
    }


def test_the_next_one_is_a_round(coder: parley.Coder) -> None:
    text = (
        "A round of peace talks between Chad and the rebels ended in Nairobi on Tuesday. "
        "The next one is scheduled for April in Tripoli."
    )
    assert {t.stage for t in read(coder, text).talks} == {"concluded", "scheduled"}


def test_what_a_side_wants_before_the_next_round_is_where_it_stands_now(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Chad and the rebels ended in Nairobi on Tuesday. "
        "The rebels demanded the release of prisoners before they hold a new round of talks in Tripoli in April."
    )
    held = {t.stage: [i.name for i in t.issues if i.positions] for t in read(coder, text).talks}
    assert held["concluded"]
    assert not held.get("scheduled")


def test_a_text_named_before_is_one_document(coder: parley.Coder) -> None:
    text = "Chad and the rebels signed a peace treaty in Nairobi on Tuesday. Kenya had drafted the text."
    assert [d.name for d in only(coder, text)[1].documents] == ["peace treaty"]


def test_armed_groups_in_the_plural_are_a_side(coder: parley.Coder) -> None:
    text = "Chad's government and fourteen armed groups reached a peace deal on Tuesday."
    reading, talks = only(coder, text)
    assert "armed groups" in names(reading, talks.parties)


def test_efforts_to_end_a_war_are_talks_and_the_war_is_no_venue(coder: parley.Coder) -> None:
    text = (
        "Efforts to end the war in Chad broke down on Tuesday. "
        "The government rejected a truce. The rebels demanded a vote."
    )
    _, talks = only(coder, text)
    assert talks.stage == "collapsed"
    assert talks.venue is None


def test_talks_of_six_have_six_seats(coder: parley.Coder) -> None:
    text = (
        "Six-nation talks on North Korea's reactor began in Beijing on Tuesday. Washington demanded that it be closed. "
        "North Korea offered a freeze. South Korea offered fuel oil. Japan demanded the return of its citizens. "
        "Russia urged patience."
    )
    reading, talks = only(coder, text)
    seated = {reading.entity(i).name for i in talks.parties}
    assert {"United States", "North Korea", "South Korea", "Japan", "Russia"} <= seated


def test_a_text_signed_in_the_lead_ends_talks_that_went_on_before_it(coder: parley.Coder) -> None:
    text = (
        "Russia and Iran have signed an agreement on fuel for a reactor. "
        "The ceremony had been put off for a day as talks continued."
    )
    assert only(coder, text)[1].stage == "concluded"


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Ann Roe, who heads the African Union mission, mediated.", "Ann Roe"),
        ("Norway, Kenya and Egypt, the guarantors, sat in.", "Norway"),
        ("Norway, Kenya and Egypt, the guarantors, sat in.", "Egypt"),
        ("The rebels turned down a map offered by the African Union.", "African Union"),
    ],
)
def test_who_stands_behind_those_who_mediate(coder: parley.Coder, sentence: str, who: str) -> None:
    text = f"Peace talks between Chad's government and the rebels began in Nairobi on Tuesday. {sentence}"
    reading, talks = only(coder, text)
    assert who in {reading.entity(i).name for i in talks.mediators}


def test_a_condition_counts_wherever_the_parse_hangs_it(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Chad's government and the rebels began in Nairobi on Tuesday. "
        "The army refuses to leave the valley unless the rebels give up their mortars."
    )
    _, talks = only(coder, text)
    assert {(p.stance, "mortars" in i.name) for i in talks.issues for p in i.positions} >= {("demands", True)}


def test_will_not_meet_again_is_the_end_of_talks(coder: parley.Coder) -> None:
    text = "The negotiators of Chad and Sudan will not meet again, an official said on Tuesday after talks in Nairobi."
    assert {t.stage for t in read(coder, text).talks} == {"collapsed"}


def test_words_that_lead_back_to_themselves_stand_for_nobody(coder: parley.Coder) -> None:
    """ "Their delegations" are no delegations of themselves, and neither asks the other for whom it stands."""
    reading = coder.read("Their delegations signed an accord in Quito, the capital of Ecuador, after a week of talks.")
    (event, *_) = reading.events
    assert [reading.entity(i).name for i in event.actors] == ["Their delegations"]
