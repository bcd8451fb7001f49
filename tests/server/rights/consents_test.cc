#include "server/rights/consents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "matcher/domain/errors.h"

namespace setara::rights {
namespace {

Date Day(const char* text) { return ParseDate(text).value(); }

const Date kToday = Day("2026-11-21");
const Date kAdult = Day("1990-05-04");
const Date kMinor = Day("2010-05-04");
const ConsentMatter kMatching{ConsentPurpose::kMatching, "", ""};
const ConsentMatter kEmployer{ConsentPurpose::kShareWithEmployer, "E1", ""};
const ConsentMatter kOpening{ConsentPurpose::kShareWithEmployer, "E1", "O1"};

ConsentEvent Yes(const ConsentMatter& matter, ConsentGiver giver = ConsentGiver::kPerson) {
  static int64_t entry = 0;
  ConsentEvent word;
  word.entry = ++entry;
  word.act = ConsentAct::kGrant;
  word.matter = matter;
  word.giver = giver;
  if (giver == ConsentGiver::kGuardian) word.guardian_order_id = "G1";
  word.channel = ConsentChannel::kSignedPaper;
  word.text_version = "x/1";
  word.given_on = word.valid_from = Day("2026-01-01");
  return word;
}

ConsentEvent No(const ConsentMatter& matter, ConsentGiver giver = ConsentGiver::kPerson) {
  ConsentEvent word = Yes(matter, giver);
  word.act = ConsentAct::kWithdraw;
  return word;
}

std::vector<GuardianOrder> Order(const char* until = "2030-01-01") {
  GuardianOrder order;
  order.id = "G1";
  order.issued_on = Day("2025-01-01");
  order.valid_until = Day(until);
  return {order};
}

bool Stands(const std::vector<ConsentEvent>& events, const ConsentMatter& matter, Date on = kToday,
            const ConsentFacts& facts = {kAdult, {}}) {
  const Standing standing = StandingOf(events, matter, facts);
  return standing.consent && standing.consent->Covers(on);
}

std::string ReasonOf(const ConsentEvent& word, const std::vector<ConsentEvent>& events = {},
                     const ConsentFacts& facts = {kAdult, {}}) {
  return Reason(CheckWord(word, events, facts, kToday));
}

std::string FieldOf(const ConsentEvent& word) {
  const auto fields = FieldViolations(CheckWord(word, {}, {kAdult, {}}, kToday));
  return fields.empty() ? "" : fields[0].field;
}

TEST(Uu27Art20To24Consent, TheLastWordDecides) {
  EXPECT_FALSE(Stands({}, kMatching)) << "silence is no consent";
  EXPECT_TRUE(Stands({Yes(kMatching)}, kMatching));
  EXPECT_FALSE(Stands({Yes(kMatching), No(kMatching)}, kMatching));
  EXPECT_TRUE(Stands({Yes(kMatching), No(kMatching), Yes(kMatching)}, kMatching));
  EXPECT_FALSE(Stands({Yes(kMatching)}, kEmployer)) << "consent is distinct per purpose";
}

TEST(Uu27Art20To24Consent, DaysAreHalfOpen) {
  ConsentEvent word = Yes(kMatching);
  word.valid_until = Day("2026-03-01");
  EXPECT_FALSE(Stands({word}, kMatching, Day("2025-12-31")));
  EXPECT_TRUE(Stands({word}, kMatching, Day("2026-01-01")));
  EXPECT_TRUE(Stands({word}, kMatching, Day("2026-02-28")));
  EXPECT_FALSE(Stands({word}, kMatching, Day("2026-03-01")));
}

TEST(Uu27Art20To24Consent, RecipientIsAnEmployerAndPerhapsOneOpening) {
  const ConsentMatter other_opening{kEmployer.purpose, "E1", "O2"};
  const ConsentMatter other_employer{kEmployer.purpose, "E2", ""};
  const ConsentMatter everyone{kEmployer.purpose, "", ""};
  EXPECT_TRUE(Stands({Yes(kEmployer)}, kOpening)) << "all openings of the employer";
  EXPECT_FALSE(Stands({Yes(kEmployer)}, other_employer));
  EXPECT_TRUE(Stands({Yes(kOpening)}, kOpening));
  EXPECT_FALSE(Stands({Yes(kOpening)}, other_opening));
  EXPECT_FALSE(Stands({Yes(kOpening)}, kEmployer)) << "one opening is not the employer";
  EXPECT_FALSE(Stands({Yes(kEmployer), No(kOpening)}, kOpening));
  EXPECT_TRUE(Stands({Yes(kEmployer), No(kOpening)}, other_opening));
  EXPECT_FALSE(Stands({Yes(kOpening), No(everyone)}, kOpening)) << "a no to all is a no to each";
}

TEST(Uu27Art22Recording, SpokenAndSignedConsentNeedsOne) {
  for (ConsentChannel channel :
       {ConsentChannel::kSpokenRecorded, ConsentChannel::kSignLanguageRecorded}) {
    ConsentEvent word = Yes(kMatching);
    word.channel = channel;
    EXPECT_EQ(FieldOf(word), "recording");
    word.recording = "arsip/2026/17";
    EXPECT_EQ(FieldOf(word), "");
  }
}

TEST(Uu27Art22Form, NamesWhatIsMissing) {
  struct Case {
    const char* field;
    void (*spoil)(ConsentEvent&);
  };
  static constexpr Case kCases[] = {
      {"channel", [](ConsentEvent& w) { w.channel = ConsentChannel::kUnknown; }},
      {"text_version", [](ConsentEvent& w) { w.text_version.clear(); }},
      {"given_on", [](ConsentEvent& w) { w.given_on = kToday + std::chrono::days(1); }},
      {"valid_from", [](ConsentEvent& w) { w.valid_from -= std::chrono::days(1); }},
      {"valid_until", [](ConsentEvent& w) { w.valid_until = w.valid_from; }},
      {"purpose", [](ConsentEvent& w) { w.matter.purpose = ConsentPurpose::kUnknown; }},
      {"employer", [](ConsentEvent& w) { w.matter.employer_id = "E1"; }},
      {"employer",
       [](ConsentEvent& w) { w.matter = {ConsentPurpose::kShareWithEmployer, "", ""}; }},
      {"opening", [](ConsentEvent& w) { w.matter = {ConsentPurpose::kQuotaCount, "", "O1"}; }},
      {"guardian_order", [](ConsentEvent& w) { w.guardian_order_id = "G1"; }},
  };
  for (const Case& c : kCases) {
    ConsentEvent word = Yes(kMatching);
    c.spoil(word);
    EXPECT_EQ(FieldOf(word), c.field);
  }
}

TEST(Uu27Art25Minors, NeedAParent) {
  ConsentEvent word = Yes(kMatching);
  EXPECT_EQ(ReasonOf(word, {}, {kMinor, {}}), "PARENT_CONSENT_REQUIRED");
  word.parent_document = "surat 12";
  EXPECT_EQ(ReasonOf(word, {}, {kMinor, {}}), "");
  EXPECT_EQ(ReasonOf(word, {}, {std::nullopt, {}}), "BIRTH_DATE_UNKNOWN")
      << "nobody is taken for an adult because nobody asked";
  EXPECT_EQ(ReasonOf(Yes(kMatching, ConsentGiver::kParent)), "NOT_A_MINOR");
  EXPECT_EQ(ReasonOf(No(kMatching), {}, {kMinor, {}}), "") << "a minor's no needs nobody";
  EXPECT_EQ(ReasonOf(No(kMatching), {}, {std::nullopt, {}}), "");
}

TEST(Uu27Art25Minors, AreThoseUnder18OnTheDay) {
  struct Case {
    const char* birth;
    bool minor;
  };
  static constexpr Case kCases[] = {
      {"2008-11-21", false}, {"2008-11-22", true}, {"2008-11-20", false}, {"2026-11-21", true}};
  for (const Case& c : kCases) {
    EXPECT_EQ(ReasonOf(Yes(kMatching), {}, {Day(c.birth), {}}),
              c.minor ? "PARENT_CONSENT_REQUIRED" : "")
        << c.birth;
  }
  EXPECT_EQ(AdultFrom(Day("2008-02-29")), Day("2026-03-01")) << "as AgeOn counts";
  EXPECT_EQ(AdultFrom(Day("2006-02-28")), Day("2024-02-28"));
}

TEST(Uu27Art25Minors, AParentsConsentEndsWithThe18thBirthday) {
  ConsentEvent word = Yes(kMatching, ConsentGiver::kParent);
  word.parent_document = "surat 12";
  const ConsentFacts facts{kMinor, {}};
  EXPECT_TRUE(Stands({word}, kMatching, Day("2028-05-03"), facts));
  EXPECT_FALSE(Stands({word}, kMatching, Day("2028-05-04"), facts));
  EXPECT_FALSE(Stands({word}, kMatching, kToday, {std::nullopt, {}}));
}

TEST(GuardianMk93OfPuuXX2022, ActsOnlyUnderAnOrderInForce) {
  const ConsentEvent word = Yes(kMatching, ConsentGiver::kGuardian);
  EXPECT_EQ(ReasonOf(word), "GUARDIAN_ORDER_NOT_IN_FORCE") << "none on file";
  const auto ended = Order("2026-11-21");
  EXPECT_EQ(ReasonOf(word, {}, {kAdult, ended}), "GUARDIAN_ORDER_NOT_IN_FORCE") << "ends today";
  const auto good = Order("2026-11-22");
  EXPECT_EQ(ReasonOf(word, {}, {kAdult, good}), "");
  EXPECT_EQ(ReasonOf(No(kMatching, ConsentGiver::kGuardian)), "GUARDIAN_ORDER_NOT_IN_FORCE");
}

TEST(GuardianMk93OfPuuXX2022, AGrantReachesAsFarAsTheOrder) {
  const std::vector<ConsentEvent> events = {Yes(kMatching, ConsentGiver::kGuardian)};
  const auto order = Order("2027-01-01");
  EXPECT_TRUE(Stands(events, kMatching, Day("2026-12-31"), {kAdult, order}));
  EXPECT_FALSE(Stands(events, kMatching, Day("2027-01-01"), {kAdult, order}));
  const auto ended_early = Order("2026-06-01");
  EXPECT_FALSE(Stands(events, kMatching, kToday, {kAdult, ended_early}));
}

TEST(GuardianMk93OfPuuXX2022, ThePersonsOwnNoPrevails) {
  const auto orders = Order();
  const ConsentFacts facts{kAdult, orders};
  const ConsentEvent guardian = Yes(kMatching, ConsentGiver::kGuardian);
  const std::vector<ConsentEvent> refused = {No(kMatching)};
  EXPECT_EQ(ReasonOf(guardian, refused, facts), "PERSON_SAID_NO");
  EXPECT_EQ(ReasonOf(guardian, {No(kMatching), Yes(kMatching)}, facts), "");
  EXPECT_FALSE(Stands({No(kMatching), guardian}, kMatching, kToday, facts)) << "even if stored";
  EXPECT_TRUE(Stands({No(kMatching), guardian, Yes(kMatching)}, kMatching, kToday, facts));
  EXPECT_EQ(ReasonOf(guardian, {No(kMatching, ConsentGiver::kGuardian)}, facts), "")
      << "a guardian's own no binds nobody else";
  const ConsentEvent wider = Yes(kEmployer, ConsentGiver::kGuardian);
  EXPECT_EQ(ReasonOf(wider, {No(kOpening)}, facts), "");
  EXPECT_FALSE(Stands({No(kOpening), wider}, kOpening, kToday, facts))
      << "a no about one opening survives a guardian's yes about the employer";
}

// The rule again, as slow and obvious as it can be said: look back from the end for the word that
// decides, and ask of each guardian's or parent's yes whether the person had said no before it.
bool SlowStands(const std::vector<ConsentEvent>& events, const ConsentMatter& asked, Date on,
                const ConsentFacts& facts) {
  const auto about = [&](const ConsentEvent& e) {
    return e.matter.purpose == asked.purpose &&
           (e.matter.employer_id == "" || e.matter.employer_id == asked.employer_id) &&
           (e.matter.opening_id == "" || e.matter.opening_id == asked.opening_id);
  };
  const auto bound = [&](size_t i) {  // the person's last own word before i was no
    while (i-- > 0) {
      if (about(events[i]) && events[i].giver == ConsentGiver::kPerson) {
        return events[i].act == ConsentAct::kWithdraw;
      }
    }
    return false;
  };
  for (size_t i = events.size(); i-- > 0;) {
    const ConsentEvent& e = events[i];
    if (!about(e)) continue;
    if (e.act == ConsentAct::kWithdraw) return false;
    if (e.giver != ConsentGiver::kPerson && bound(i)) continue;
    if (on < e.valid_from || (e.valid_until && on >= *e.valid_until)) return false;
    if (e.giver == ConsentGiver::kParent) return AgeOn(*facts.birth_date, on) < 18;
    if (e.giver != ConsentGiver::kGuardian) return true;
    for (const GuardianOrder& order : facts.orders) {
      if (order.id == e.guardian_order_id) return order.issued_on <= on && on < order.valid_until;
    }
    return false;
  }
  return false;
}

TEST(ConsentProperty, AgreesWithASlowObviousFold) {
  std::mt19937 random(20261121);
  const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
  const char* employers[] = {"", "E1", "E2"};
  const char* openings[] = {"", "O1", "O2"};
  const auto matter = [&] {
    ConsentMatter m{static_cast<ConsentPurpose>(1 + below(2)), employers[below(3)], ""};
    if (!m.employer_id.empty()) m.opening_id = openings[below(3)];
    return m;
  };
  int stands = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::vector<GuardianOrder> orders = Order();
    orders[0].issued_on = kToday + std::chrono::days(below(60) - 50);
    orders[0].valid_until = orders[0].issued_on + std::chrono::days(1 + below(60));
    const ConsentFacts facts{Day("2008-11-01") + std::chrono::days(below(40)), orders};
    std::vector<ConsentEvent> events;
    for (int i = below(8); i > 0; --i) {
      ConsentEvent e = Yes(matter(), static_cast<ConsentGiver>(1 + below(3)));
      if (below(3) == 0) e.act = ConsentAct::kWithdraw;
      if (below(8) == 0) e.guardian_order_id = "G2";
      e.valid_from = kToday + std::chrono::days(below(20) - 15);
      if (below(2) == 0) e.valid_until = e.valid_from + std::chrono::days(1 + below(20));
      events.push_back(e);
    }
    const ConsentMatter asked = matter();
    const Date on = kToday + std::chrono::days(below(10) - 5);
    const bool expected = SlowStands(events, asked, on, facts);
    stands += expected;
    ASSERT_EQ(Stands(events, asked, on, facts), expected) << "round " << round;
  }
  EXPECT_GT(stands, 1000) << "the sequences say something";
}

std::vector<std::pair<std::string, std::string>> DaysOf(const std::vector<ConsentEvent>& events,
                                                        const ConsentMatter& matter) {
  std::vector<std::pair<std::string, std::string>> days;
  for (const StandingConsent& one : DaysGranted(events, matter, {kAdult, {}})) {
    days.emplace_back(ToString(one.from), one.until ? ToString(*one.until) : "");
  }
  return days;
}

ConsentEvent Said(ConsentEvent word, const char* on) {
  word.given_on = word.valid_from = Day(on);
  return word;
}

TEST(Uu27Art40Withdrawal, WhatStoodBeforeItIsNotForgotten) {
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  using ::testing::Pair;
  const ConsentMatter count{ConsentPurpose::kQuotaCount, "E1", ""};
  const ConsentMatter all{ConsentPurpose::kQuotaCount, "", ""};
  EXPECT_THAT(DaysOf({Said(No(count), "2026-01-01")}, count), IsEmpty());
  EXPECT_THAT(DaysOf({Said(Yes(count), "2026-01-01"), Said(No(all), "2026-03-01"),
                      Said(Yes(count), "2026-05-01")},
                     count),
              ElementsAre(Pair("2026-01-01", "2026-03-01"), Pair("2026-05-01", "")));
  EXPECT_THAT(DaysOf({Said(Yes(all), "2026-01-01"), Said(Yes(count), "2026-02-01")}, count),
              ElementsAre(Pair("2026-01-01", "2026-02-01"), Pair("2026-02-01", "")));
  EXPECT_THAT(DaysOf({Said(Yes(count), "2026-01-01"), Said(No(count), "2026-01-01")}, count),
              IsEmpty())
      << "taken back on the day it was given";
  EXPECT_THAT(DaysOf({Said(Yes(kEmployer), "2026-01-01")}, count), IsEmpty());
}

// On every day, what the words up to that day said stood then.
TEST(Uu27Art40Withdrawal, TheDaysGrantedAreThoseOnWhichAConsentStood) {
  std::mt19937 random(40);
  const ConsentMatter count{ConsentPurpose::kQuotaCount, "E1", ""};
  for (int round = 0; round < 300; ++round) {
    std::vector<ConsentEvent> events;
    Date day = Day("2026-01-01");
    for (int i = 0; i < 6; ++i) {
      day += std::chrono::days(random() % 9);
      ConsentMatter matter = count;
      if (random() % 3 == 0) matter.employer_id = "";
      if (random() % 4 == 0) matter.employer_id = "E2";
      const auto giver = random() % 3 == 0 ? ConsentGiver::kGuardian : ConsentGiver::kPerson;
      ConsentEvent word = random() % 2 == 0 ? Yes(matter, giver) : No(matter, giver);
      word.given_on = day;
      word.valid_from = day + std::chrono::days(random() % 3);
      if (random() % 2 == 0) word.valid_until = word.valid_from + std::chrono::days(random() % 20);
      events.push_back(word);
    }
    const std::vector<GuardianOrder> orders = Order("2026-02-01");
    const ConsentFacts facts{kAdult, orders};
    const std::vector<StandingConsent> days = DaysGranted(events, count, facts);
    for (Date on = Day("2026-01-01"); on < Day("2026-04-01"); on += std::chrono::days(1)) {
      std::vector<ConsentEvent> said;
      for (const ConsentEvent& event : events) {
        if (event.given_on <= on) said.push_back(event);
      }
      const bool granted = std::any_of(days.begin(), days.end(),
                                       [&](const StandingConsent& one) { return one.Covers(on); });
      EXPECT_EQ(granted, Stands(said, count, on, facts)) << round << " " << ToString(on);
    }
  }
}

}  // namespace
}  // namespace setara::rights
