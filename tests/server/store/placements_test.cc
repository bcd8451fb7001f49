// Placements in the store: rows, steps, lists, and what an employer's evidence of a period rests
// on.
#include "server/store/placements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/placement/follow_up.h"
#include "server/placement/history.h"
#include "server/store/opening_positions.h"
#include "server/store/openings.h"
#include "server/store/placement_lists.h"
#include "server/store/places.h"
#include "server/store/seekers.h"
#include "tests/server/placement/placement_testing.h"
#include "tests/server/store/record_samples.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PlacementsStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    store_ = OpenStore(directory_.path());
    ASSERT_NE(store_, nullptr);
    for (const char* branch : {"A", "A", "B"}) {
      Seeker seeker = PlainSeeker("Orang");
      seeker.branch = branch;
      Write([&](Connection& db) {
        absl::StatusOr<Seeker> stored = InsertSeeker(db, seeker, Instant());
        if (stored.ok()) seekers_.push_back(*stored);
        return stored.status();
      });
    }
  }

  void Write(const std::function<absl::Status(Connection&)>& work) {
    EXPECT_OK(store_->Write(work));
  }
  template <typename T>
  T Read(const std::function<absl::StatusOr<T>(Connection&)>& work) {
    return ReadFrom(*store_, work);
  }

  // Stores the placement with its steps, each known when the step says.
  Placement Add(const Seeker& seeker, const Steps& steps, const std::string& employer = "E",
                const std::string& opening = "O") {
    Placement placement;
    placement.seeker_row = seeker.row;
    placement.employer_id = employer;
    placement.opening_id = opening;
    placement.region_code = "33.72";
    Write([&](Connection& db) -> absl::Status {
      absl::StatusOr<Placement> stored =
          InsertPlacement(db, placement, steps.events().front().known_at);
      if (!stored.ok()) return stored.status();
      placement = *stored;
      std::vector<PlacementEvent> events;
      for (const PlacementEvent& event : steps.events()) {
        absl::StatusOr<PlacementEvent> added =
            AddPlacementEvent(db, placement.entry, event, event.known_at);
        if (!added.ok()) return added.status();
        events.push_back(*added);
      }
      absl::StatusOr<PlacementStanding> standing = placement::Fold(events);
      if (!standing.ok()) return standing.status();
      return SavePlacement(db, placement, *standing, placement::NextCheck(*standing), Instant());
    });
    return placement;
  }
  std::vector<std::string> List(const std::function<void(PlacementFilter&)>& narrow = {},
                                int64_t before = 0, int limit = 50) {
    PlacementFilter filter;
    if (narrow) narrow(filter);
    std::vector<std::string> ids;
    for (const Placement& one : Read<std::vector<Placement>>(
             [&](Connection& db) { return ListPlacements(db, filter, before, limit); })) {
      ids.push_back(one.id);
    }
    return ids;
  }
  std::vector<PlacementHistory> Between(const std::string& from, const std::string& until,
                                        Instant known_at = Instant::max()) {
    return Read<std::vector<PlacementHistory>>([&](Connection& db) {
      return PlacementsOfEmployerBetween(db, "E", Day(from), Day(until), known_at);
    });
  }

  TempDir directory_;
  std::unique_ptr<Store> store_;
  std::vector<Seeker> seekers_;
};

TEST_F(PlacementsStoreTest, StepsComeBackAsTheyWereWritten) {
  PlacementEvent refer;
  refer.step = PlacementStep::kRefer;
  refer.occurred_on = Day("2026-01-02");
  refer.consent_id = "C";
  refer.actor = "accounts/a";
  refer.actor_role = 3;
  Steps steps;
  steps.Add(PlacementStep::kShortlist, "2026-01-01").Add(refer);
  steps.Hire("2026-01-05", "2026-02-01")
      .Evidence("2026-01-06", "2026-01-01", "2027-01-01")
      .Membership("2026-02-01", BpjsSegment::kNonWage, "2026-02-01")
      .Check("2026-05-01", 3)
      .Add(PlacementStep::kEnd, "2026-06-01", "RESIGNED")
      .Retract("2026-06-02", 7);
  const Placement placement = Add(seekers_[0], steps);
  const auto events = Read<std::vector<PlacementEvent>>(
      [&](Connection& db) { return PlacementEventsOf(db, placement.entry); });
  ASSERT_THAT(events, SizeIs(8));
  EXPECT_EQ(events[1].consent_id, "C");
  EXPECT_EQ(events[1].actor, "accounts/a");
  EXPECT_EQ(events[2].starts_on, Day("2026-02-01"));
  EXPECT_EQ(events[2].relation, EmploymentRelation::kFixedTerm);
  EXPECT_EQ(events[3].evidence, steps.events()[3].evidence);
  EXPECT_EQ(events[4].membership, steps.events()[4].membership);
  EXPECT_EQ(events[5].months, 3);
  EXPECT_EQ(events[6].reason, "RESIGNED");
  EXPECT_EQ(events[7].corrects, 7);
  EXPECT_TRUE(events[7].retracts);
  for (size_t i = 0; i < events.size(); ++i) {
    EXPECT_EQ(events[i].number, static_cast<int>(i) + 1);
    EXPECT_EQ(events[i].known_at, steps.events()[i].known_at);
  }
}

TEST_F(PlacementsStoreTest, AClockThatWentBackBuriesNoStep) {
  Steps steps;
  steps.KnownOn("2026-03-01").Add(PlacementStep::kShortlist, "2026-01-01");
  const Placement placement = Add(seekers_[0], steps);
  PlacementEvent withdraw;
  withdraw.step = PlacementStep::kWithdraw;
  Write([&](Connection& db) {
    absl::StatusOr<PlacementEvent> added =
        AddPlacementEvent(db, placement.entry, withdraw, Instant(Day("2026-02-01")));
    EXPECT_EQ(added->known_at, Instant(Day("2026-03-01")));
    return added.status();
  });
}

TEST_F(PlacementsStoreTest, ListsFilterByWhatTheRowRepeats) {
  Steps shortlisted;
  shortlisted.Add(PlacementStep::kShortlist, "2026-01-01");
  Steps asked = Offered();
  asked.Add(PlacementStep::kAskDecision, "2026-01-05");
  const std::string first = Add(seekers_[0], shortlisted).id;
  const std::string second = Add(seekers_[1], asked, "E", "P").id;
  const std::string third = Add(seekers_[2], Offered(), "F").id;
  using Filter = PlacementFilter;
  EXPECT_THAT(List(), ElementsAre(third, second, first));
  EXPECT_THAT(List([](Filter& f) { f.branch = "A"; }), ElementsAre(second, first));
  EXPECT_THAT(List([&](Filter& f) { f.seeker_row = seekers_[0].row; }), ElementsAre(first));
  EXPECT_THAT(List([](Filter& f) { f.employer_id = "F"; }), ElementsAre(third));
  EXPECT_THAT(List([](Filter& f) { f.opening_id = "P"; }), ElementsAre(second));
  EXPECT_THAT(List([](Filter& f) { f.referred = true; }), ElementsAre(third, second));
  EXPECT_THAT(List([](Filter& f) { f.needs_decision = true; }), ElementsAre(second));
  EXPECT_THAT(
      List([](Filter& f) { f.states = {PlacementState::kShortlisted, PlacementState::kHired}; }),
      ElementsAre(first));
  EXPECT_THAT(List({}, 0, 2), ElementsAre(third, second));
  EXPECT_THAT(List({}, 2, 2), ElementsAre(first));
}

TEST_F(PlacementsStoreTest, ALivePlacementIsOneThatHasNotEnded) {
  const auto live = [&] {
    return Read<std::optional<Placement>>(
        [&](Connection& db) { return FindLivePlacement(db, seekers_[0].row, "O"); });
  };
  EXPECT_FALSE(live());
  Steps rejected = Offered();
  rejected.Add(PlacementStep::kReject, "2026-01-05", "NO_ANSWER");
  Add(seekers_[0], rejected);
  EXPECT_FALSE(live());
  const Placement hired = Add(seekers_[0], Offered().Hire("2026-01-05", "2026-02-01"));
  ASSERT_TRUE(live());
  EXPECT_EQ(live()->id, hired.id);
}

TEST_F(PlacementsStoreTest, ChecksComeDueByDayWithinTheBranch) {
  const Placement late = Add(seekers_[0], Offered().Hire("2026-01-05", "2026-03-01"));
  const Placement soon = Add(seekers_[1], Offered().Hire("2026-01-05", "2026-02-01"));
  const Placement elsewhere = Add(seekers_[2], Offered().Hire("2026-01-05", "2026-01-10"));
  const auto due = [&](std::optional<std::string> branch, const std::string& by,
                       std::optional<DueKey> after = {}) {
    std::vector<std::string> ids;
    for (const DuePlacement& one : Read<std::vector<DuePlacement>>(
             [&](Connection& db) { return ListDuePlacements(db, branch, Day(by), after, 50); })) {
      EXPECT_EQ(one.check.months, 3);
      ids.push_back(one.placement.id);
    }
    return ids;
  };
  EXPECT_THAT(due("A", "2026-04-30"), IsEmpty());
  EXPECT_THAT(due("A", "2026-05-01"), ElementsAre(soon.id));
  EXPECT_THAT(due("A", "2026-12-31"), ElementsAre(soon.id, late.id));
  EXPECT_THAT(due({}, "2026-12-31"), ElementsAre(elsewhere.id, soon.id, late.id));
  const DueKey after{Day("2026-05-01").time_since_epoch().count(), soon.entry};
  EXPECT_THAT(due("A", "2026-12-31", after), ElementsAre(late.id));
}

TEST_F(PlacementsStoreTest, TheEvidenceOfAPeriodIsWhatWasKnownOfIt) {
  Steps quiet;
  quiet.Add(PlacementStep::kShortlist, "2026-01-01");
  Add(seekers_[0], quiet);
  const Placement told = Add(seekers_[0], Offered(), "E", "P");
  Add(seekers_[1], Offered(), "F");
  EXPECT_THAT(Between("2026-01-01", "2026-02-01"), SizeIs(1)) << "what was never referred is not";
  EXPECT_EQ(Between("2026-01-01", "2026-02-01")[0].placement.id, told.id);
  EXPECT_EQ(Between("2026-01-01", "2026-02-01")[0].placement.seeker_row, std::nullopt);
  EXPECT_THAT(Between("2026-01-05", "2026-02-01"), IsEmpty()) << "no step in it";
  EXPECT_THAT(Between("2026-01-04", "2026-01-05"), SizeIs(1));
  EXPECT_THAT(Between("2026-01-03", "2026-01-04", Instant(Day("2026-01-02"))), IsEmpty())
      << "the interview was not known yet";
  const auto known = Between("2026-01-02", "2026-02-01", Instant(Day("2026-01-02")));
  ASSERT_THAT(known, SizeIs(1));
  EXPECT_THAT(known[0].events, SizeIs(2));
  EXPECT_EQ(placement::FoldAsOf(known[0].events, Day("2026-01-31"), Instant::max())->state,
            PlacementState::kReferred);
}

TEST_F(PlacementsStoreTest, AStrippedPlacementIsNobodysAndStays) {
  PlacementEvent own;
  own.step = PlacementStep::kInterview;
  own.occurred_on = Day("2026-01-05");
  own.actor = "accounts/person";
  own.actor_role = 2;
  PlacementEvent refer;
  refer.step = PlacementStep::kRefer;
  refer.occurred_on = Day("2026-01-02");
  refer.consent_id = "C";
  refer.actor = "accounts/counselor";
  refer.actor_role = 3;
  Steps steps;
  steps.Add(PlacementStep::kShortlist, "2026-01-01").Add(refer).Add(own);
  const Placement placement = Add(seekers_[0], steps);
  Write([&](Connection& db) { return StripPlacements(db, seekers_[0].row); });
  const auto read = Read<Placement>([&](Connection& db) { return GetPlacement(db, placement.id); });
  EXPECT_EQ(read.seeker_row, std::nullopt);
  const auto events = Read<std::vector<PlacementEvent>>(
      [&](Connection& db) { return PlacementEventsOf(db, placement.entry); });
  ASSERT_THAT(events, SizeIs(3));
  EXPECT_EQ(events[1].consent_id, "");
  EXPECT_EQ(events[1].actor, "accounts/counselor");
  EXPECT_EQ(events[2].actor, "") << "the person's own account";
  EXPECT_THAT(Between("2026-01-01", "2026-02-01"), SizeIs(1));
  const auto place = Read<std::optional<PlacementPlace>>(
      [&](Connection& db) { return FindPlacementPlace(db, placement.id); });
  ASSERT_TRUE(place);
  EXPECT_EQ(place->seeker_id, "");
  EXPECT_EQ(place->branch, "");
  EXPECT_EQ(place->employer_id, "E");
}

TEST_F(PlacementsStoreTest, PositionsAreFilledByThoseAtWork) {
  Opening opening;
  opening.title = "Kasir";
  opening.positions = 2;
  opening.employer_id = "E";
  opening.open_from = Day("2026-01-01");
  Write([&](Connection& db) {
    absl::StatusOr<Opening> stored = InsertOpening(db, opening, Instant());
    if (stored.ok()) opening = *stored;
    return stored.status();
  });
  const auto positions = [&] {
    return Read<OpeningPositions>(
        [&](Connection& db) { return PositionsOfOpening(db, opening.id, Day("2026-06-01")); });
  };
  const auto full = [&] {
    return Read<std::vector<OpeningPositions>>([&](Connection& db) {
      return ListOpeningPositions(db, PositionsFilter{"", true}, Day("2026-06-01"), 0, 50);
    });
  };
  EXPECT_EQ(positions().filled, 0);
  Add(seekers_[0], Offered(), "E", opening.id);
  Add(seekers_[1], Offered().Hire("2026-01-05", "2026-02-01"), "E", opening.id);
  EXPECT_EQ(positions().filled, 1);
  EXPECT_EQ(positions().left(), 1);
  EXPECT_TRUE(positions().open);
  EXPECT_THAT(full(), IsEmpty());
  Add(seekers_[2], Offered().Hire("2026-01-05", "2026-02-01"), "E", opening.id);
  ASSERT_THAT(full(), SizeIs(1));
  EXPECT_EQ(full()[0].left(), 0);
  Steps ended = Offered();
  ended.Hire("2026-01-05", "2026-02-01").Add(PlacementStep::kEnd, "2026-03-01", "RESIGNED");
  Add(seekers_[0], ended, "E", opening.id);
  EXPECT_EQ(positions().filled, 2);
}

}  // namespace
}  // namespace setara
