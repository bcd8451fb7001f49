// The counts of supervisors against those that fold every log.
#include "server/casework/caseload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "server/casework/caseload_history.h"
#include "tests/server/casework/random_cases.h"

namespace setara::casework {
namespace {

using ::testing::ElementsAre;

std::vector<CaseRecord> Cases(int count) {
  std::vector<CaseRecord> records;
  for (int i = 0; i < count; ++i) {
    const std::string manager = "accounts/" + std::to_string(i % 7);
    const CasePlace place{i % 7 == 6 ? "" : manager, "SKA", "worker" + std::to_string(i), "old"};
    records.push_back(RandomCase(static_cast<uint32_t>(i), place, 25).record());
  }
  return records;
}

// As the head of ageing.h says, from the records alone.
CaseloadCounts Slow(std::span<const CaseRecord> records, Instant now, Date today) {
  const CaseRules& rules = CaseRules::Shipped();
  CaseloadCounts counts;
  std::vector<CaseFigures> figures;
  std::vector<Deadline> all;
  std::map<std::string, ManagerLoad> managers;
  std::map<CaseState, int64_t> overdue;
  for (const CaseRecord& record : records) {
    const CaseFigures of = FiguresOf(record);
    const std::vector<Deadline> open = OpenDeadlines(record, now, rules);
    all.insert(all.end(), open.begin(), open.end());
    if (!record.IsOpen()) continue;
    figures.push_back(of);
    ManagerLoad& load = managers[of.manager];
    load.manager = of.manager;
    ++load.cases;
    bool late = false, late_in_state = false;
    for (const Deadline& deadline : open) {
      if (UrgencyOf(deadline, now, rules) != Urgency::kOverdue) continue;
      late = true;
      late_in_state = late_in_state || IsOfTheState(deadline.kind);
    }
    load.overdue_cases += late;
    overdue[record.state] += late_in_state;
  }
  counts.open_cases = static_cast<int64_t>(figures.size());
  for (const StateAge& age : AgeingOf(figures, today)) {
    counts.states.push_back({age, overdue[age.state]});
  }
  for (const auto& [manager, load] : managers) counts.managers.push_back(load);
  for (const KindCount& kind : CountByKind(all, now, rules)) {
    if (kind.overdue + kind.due + kind.coming_up + kind.sounding > 0) counts.kinds.push_back(kind);
  }
  return counts;
}

TEST(Caseload, IsWhatTheLogsSay) {
  const std::vector<CaseRecord> records = Cases(400);
  for (const char* at : {"2026-10-20T16:59:59Z", "2026-10-20T17:00:00Z", "2027-03-01T01:00:00Z"}) {
    const Instant now = At(at);
    const Date today = JakartaDate(now);
    CaseloadCounter counter(now, today, CaseRules::Shipped());
    for (size_t i = 0; i < records.size(); ++i) {
      const auto row = static_cast<int64_t>(i);
      counter.AddCase(row, FiguresOf(records[i]));
      for (const Deadline& deadline : OpenDeadlines(records[i], now, CaseRules::Shipped())) {
        counter.AddDeadline(row, deadline.kind, deadline.due, deadline.zone, deadline.alarm,
                            deadline.suspended);
      }
    }
    EXPECT_EQ(counter.Finish(), Slow(records, now, today)) << at;
  }
}

TEST(UrgencyClock, SaysWhatUrgencyOfSays) {
  const CaseRules& rules = CaseRules::Shipped();
  std::mt19937 random(3);
  const Instant start = At("2026-12-30T00:00:00Z");
  for (int round = 0; round < 3000; ++round) {
    const Instant now = start + std::chrono::seconds(random() % (86'400 * 3));
    const UrgencyClock clock(now, rules);
    Deadline deadline{.kind = "X"};
    deadline.zone = static_cast<TimeZone>(7 + random() % 3);
    deadline.alarm = random() % 2 == 0;
    deadline.suspended = random() % 9 == 0;
    deadline.due = now + std::chrono::minutes(static_cast<int>(random() % (1440 * 24)) - 1440 * 12);
    // Often the very edge of a day, where they could differ.
    if (random() % 2 == 0) {
      const Date day = LocalDate(deadline.due, deadline.zone);
      deadline.due = StartOfDay(day, deadline.zone);
    }
    ASSERT_EQ(clock.Of(deadline.due, deadline.zone, deadline.alarm, deadline.suspended),
              UrgencyOf(deadline, now, rules));
  }
}

TEST(CaseloadHistory, DaysOfAHistory) {
  const auto days = [](const char* from, const char* until, HistoryStep step) {
    std::vector<std::string> text;
    for (const Date day : HistoryDays(Day(from), Day(until), step)) text.push_back(ToString(day));
    return text;
  };
  EXPECT_THAT(days("2026-01-01", "2026-01-03", HistoryStep::kDay),
              ElementsAre("2026-01-01", "2026-01-02"));
  EXPECT_THAT(days("2026-01-01", "2026-01-17", HistoryStep::kWeek),
              ElementsAre("2026-01-07", "2026-01-14", "2026-01-16"));
  EXPECT_THAT(days("2028-01-15", "2028-03-10", HistoryStep::kMonth),
              ElementsAre("2028-01-31", "2028-02-29", "2028-03-09"));
}

TEST(CaseloadHistory, IsWhatTheLogsSay) {
  const std::vector<CaseRecord> records = Cases(200);
  const std::vector<Date> days =
      HistoryDays(Day("2026-02-20"), Day("2026-10-01"), HistoryStep::kDay);
  CaseloadHistory history(days);
  for (const CaseRecord& record : records) {
    const TimeZone zone = ZoneOf(record.Report().region_code);
    std::vector<CaseSpan> spans;
    for (const StateSpan& span : record.history) {
      spans.push_back({span.state, LocalDate(span.from, zone)});
    }
    history.Add(spans);
  }
  const std::vector<Caseload> slow = CaseloadOn(records, days);
  ASSERT_EQ(history.points().size(), slow.size());
  for (size_t i = 0; i < slow.size(); ++i) {
    EXPECT_EQ(history.points()[i].day, slow[i].day);
    EXPECT_EQ(history.points()[i].cases, slow[i].cases) << ToString(slow[i].day);
  }
}

}  // namespace
}  // namespace setara::casework
