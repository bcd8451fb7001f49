#include "server/rights/clocks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/rights/notice.h"

namespace setara::rights {
namespace {

using ::testing::HasSubstr;

Instant At(const char* text) { return ParseInstant(text).value(); }

Instant DueOf(RightsRequestKind kind, const char* start) {
  return Due(Clocks::Get().Of(kind), At(start));
}

constexpr RightsRequestKind kAll[] = {
    RightsRequestKind::kAccess,     RightsRequestKind::kCorrection, RightsRequestKind::kRestriction,
    RightsRequestKind::kObjection,  RightsRequestKind::kErasure,    RightsRequestKind::kPortability,
    RightsRequestKind::kWithdrawal,
};

TEST(Uu27Art31To33Access, ThreeTimes24HoursAre72ClockHours) {
  struct Case {
    const char* what;
    const char* start;
    const char* due;
  };
  static constexpr Case kCases[] = {
      {"over a weekend", "2026-11-20T17:00:00+07:00", "2026-11-23T17:00:00+07:00"},
      {"over the end of a month", "2026-01-30T08:30:00+07:00", "2026-02-02T08:30:00+07:00"},
      {"over the end of a year", "2026-12-30T00:00:00+07:00", "2027-01-02T00:00:00+07:00"},
      {"over 29 February", "2028-02-27T23:59:59+07:00", "2028-03-01T23:59:59+07:00"},
      {"over a February without it", "2027-02-27T23:59:59+07:00", "2027-03-02T23:59:59+07:00"},
      {"begun in WIT, read in WIB", "2026-11-20T09:00:00+09:00", "2026-11-23T07:00:00+07:00"},
      {"where others change their clocks", "2026-03-28T12:00:00Z", "2026-03-31T12:00:00Z"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(DueOf(RightsRequestKind::kAccess, c.start), At(c.due)) << c.what;
  }
}

TEST(Uu27Clocks, SayWhetherTheyAreLawOrOurDefault) {
  struct Case {
    RightsRequestKind kind;
    bool law;
    bool verified;
    const char* basis;
  };
  static constexpr Case kCases[] = {
      {RightsRequestKind::kAccess, true, true, "UU 27/2022 pasal 31-33"},
      {RightsRequestKind::kCorrection, true, false, "UU 27/2022 pasal 30"},
      {RightsRequestKind::kRestriction, true, true, "UU 27/2022 pasal 41"},
      {RightsRequestKind::kObjection, false, false, "UU 27/2022 pasal 10"},
      {RightsRequestKind::kErasure, false, true, "UU 27/2022 pasal 43"},
      {RightsRequestKind::kPortability, false, false, ""},
      {RightsRequestKind::kWithdrawal, true, true, "UU 27/2022 pasal 40"},
  };
  for (const Case& c : kCases) {
    const Clock& clock = Clocks::Get().Of(c.kind);
    EXPECT_EQ(clock.law, c.law) << c.basis;
    EXPECT_EQ(clock.verified, c.verified) << c.basis;
    EXPECT_EQ(clock.legal_basis, c.basis);
    EXPECT_EQ(clock.length, std::chrono::hours(72)) << c.basis;
    EXPECT_FALSE(clock.note_id.empty() || clock.note_en.empty()) << c.basis;
  }
}

TEST(Uu27Clocks, TheInstantDueIsTooLate) {
  for (RightsRequestKind kind : kAll) {
    const Instant due = DueOf(kind, "2026-11-20T00:00:00Z");
    const Instant before = due - std::chrono::microseconds(1);
    EXPECT_FALSE(IsOverdue(due, std::nullopt, before));
    EXPECT_TRUE(IsOverdue(due, std::nullopt, due));
    EXPECT_FALSE(IsOverdue(due, before, due + std::chrono::hours(1000))) << "ended in time";
    EXPECT_TRUE(IsOverdue(due, due, due + std::chrono::hours(1000))) << "ended too late";
  }
}

TEST(Uu27Clocks, RefusesATableThatBendsTheLaw) {
  const std::string header = "kind\thours\torigin\tlegal_basis\tmark\tnote_id\tnote_en\n";
  const auto parse = [&](const std::string& rows) {
    return std::string(Clocks::Parse("t.tsv", header + rows).status().message());
  };
  EXPECT_THAT(parse("access\t73\tlaw\tUU 27/2022 pasal 31-33\tverified\ta\tb\n"),
              HasSubstr("t.tsv:2: a clock of the law"));
  EXPECT_THAT(parse("access\t72\tlaw\t\tverified\ta\tb\n"), HasSubstr("its article"));
  EXPECT_THAT(parse("access\t0\tdefault\t\tverified\ta\tb\n"), HasSubstr("hours"));
  EXPECT_THAT(parse("hope\t72\tdefault\t\tverified\ta\tb\n"), HasSubstr("unknown"));
  EXPECT_THAT(parse("access\t72\tdefault\t\tsure\ta\tb\n"), HasSubstr("mark"));
  EXPECT_THAT(parse("access\t24\tlaw\tx\tverified\ta\tb\n"), HasSubstr("a kind has no clock"));
}

TEST(Uu27Art46Breach, NoticeSaysWhatWhenHowAndRemedyInBothLanguages) {
  Breach breach;
  breach.discovered_at = At("2026-11-20T10:00:00Z");
  breach.due_at = Due(Clocks::Get().OfBreach(), breach.discovered_at);
  breach.description = "A list was sent to the wrong employer.";
  breach.remedy = "The list was deleted there.";
  const std::string id = BreachNotice(breach, {"nama dan kontak"}, Language::kIndonesian);
  EXPECT_THAT(id, HasSubstr("Data yang terungkap: nama dan kontak."));
  EXPECT_THAT(id, HasSubstr("Diketahui: 2026-11-20 17:00 WIB (UTC+7)."));
  EXPECT_THAT(id, HasSubstr("Terjadi: belum diketahui."));
  EXPECT_THAT(id, HasSubstr("sejak diketahui): 2026-11-23 17:00 WIB (UTC+7)."));
  breach.happened_at = At("2026-11-19T18:30:00Z");
  breach.affected_people = 3;
  const std::string en = BreachNotice(breach, {"name and contact"}, Language::kEnglish);
  EXPECT_THAT(en, HasSubstr("Happened: 2026-11-20 01:30 WIB (UTC+7)."));
  EXPECT_THAT(en, HasSubstr("People affected: 3."));
  EXPECT_THAT(en, HasSubstr(breach.description));
  EXPECT_THAT(en, HasSubstr(breach.remedy));
}

}  // namespace
}  // namespace setara::rights
