#include "clients/message_flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/message_items.h"
#include "clients/words.h"
#include "setara/v1/case_event.pb.h"

namespace setara {
namespace {

using ::testing::HasSubstr;

// Reads a command line into `message` by the flags given.
class MessageFlagsTest : public ::testing::Test {
 protected:
  // What the command line is refused with; "" when it is read.
  std::string Read(google::protobuf::Message* message, const std::vector<FieldFlag>& fields,
                   std::vector<std::string> arguments) {
    CLI::App command;
    flags_ = std::make_unique<MessageFlags>(message);
    for (const FieldFlag& field : fields) flags_->Add(&command, field);
    std::reverse(arguments.begin(), arguments.end());  // as the library takes them
    try {
      command.parse(arguments);
      flags_->RequireAll();
    } catch (const CLI::ParseError& error) {
      return error.what();
    }
    return "";
  }

  std::unique_ptr<MessageFlags> flags_;
};

const std::vector<FieldFlag> kFitNote = {
    {"--doctor", "doctor", "", true}, {"--fit,!--unfit", "fit", "", true}, {"--on", "on", ""}};

TEST_F(MessageFlagsTest, TheKindOfAFlagFollowsItsField) {
  v1::FitNoteGiven note;
  ASSERT_EQ(Read(&note, kFitNote, {"--doctor", "dr. A", "--fit", "--on", "2026-03-01"}), "");
  EXPECT_EQ(note.doctor(), "dr. A");
  EXPECT_TRUE(note.fit());
  EXPECT_EQ(DayText(note.on()), "2026-03-01");
  EXPECT_FALSE(note.has_valid_until());

  v1::ConsentAnswered consent;
  ASSERT_EQ(Read(&consent, {{"party", "party", ""}, {"status", "status", ""}}, {"worker", "given"}),
            "");
  EXPECT_EQ(consent.party(), v1::CASE_PARTY_WORKER);
  EXPECT_EQ(consent.status(), v1::CONSENT_STATUS_GIVEN);

  v1::RungChosen chosen;
  ASSERT_EQ(Read(&chosen, {{"rung", "rung", ""}, {"--left", "left_because", ""}},
                 {"L2", "--left", "L1=terlalu berat, kata dokter"}),
            "");
  EXPECT_EQ(chosen.rung(), v1::RUNG_SAME_JOB_ADAPTED);
  EXPECT_EQ(chosen.left_because(0).rung(), v1::RUNG_SAME_JOB);
  EXPECT_EQ(chosen.left_because(0).reason(), "terlalu berat, kata dokter");
}

TEST_F(MessageFlagsTest, ListsTakeCodesBetweenCommasAndSentencesWhole) {
  v1::ModesStated modes;
  ASSERT_EQ(Read(&modes, {{"--modes", "communication.modes", ""}}, {"--modes", "M01,M05"}), "");
  EXPECT_EQ(modes.communication().modes_size(), 2);

  v1::PlanWritten plan;
  ASSERT_EQ(Read(&plan, {{"--goal", "goals", "", false, "", true}, {"--item", "items", ""}},
                 {"--goal", "berdiri, lalu berjalan", "--goal", "kembali ke gudang", "--item",
                  "physical-therapy:2026-03-01:2026-06-01:RSUD Moewardi"}),
            "");
  EXPECT_EQ(plan.goals(0), "berdiri, lalu berjalan");
  EXPECT_EQ(plan.items(0).service(), v1::SERVICE_KIND_PHYSICAL_THERAPY);
  EXPECT_EQ(plan.items(0).provider(), "RSUD Moewardi");

  v1::WorkStarted work;
  ASSERT_EQ(
      Read(&work, {{"--employer", "employer", "", false, "employers"}}, {"--employer", "01J"}), "");
  EXPECT_EQ(work.employer(), "employers/01J");
}

TEST_F(MessageFlagsTest, SaysWhatIsNoSuchValue) {
  v1::FitNoteGiven note;
  EXPECT_THAT(Read(&note, kFitNote, {"--on", "1 Maret"}), HasSubstr("1 Maret"));
  EXPECT_THAT(Read(&note, kFitNote, {"--fit"}), HasSubstr("--doctor is required"));
  v1::ConsentAnswered consent;
  EXPECT_THAT(Read(&consent, {{"party", "party", ""}}, {"boss"}), HasSubstr("worker, employer"));
  v1::RungChosen chosen;
  EXPECT_THAT(Read(&chosen, {{"rung", "rung", ""}}, {"L6"}), HasSubstr("L1 to L5"));
  v1::StmbPaid paid;
  EXPECT_THAT(Read(&paid, {{"--percent", "percent", ""}}, {"--percent", "banyak"}),
              HasSubstr("not a whole number"));
  v1::AssessmentDone done;
  EXPECT_THAT(Read(&done, {{"capacity", "capacities", ""}}, {"F15=kuat"}),
              HasSubstr("F15=2, or F15=2/1"));
}

TEST_F(MessageFlagsTest, TellsWhereARefusedFieldWasTyped) {
  v1::AssessmentDone done;
  const std::vector<FieldFlag> fields = {
      {"--capacity", "capacities", ""}, {"--modes", "communication.modes", ""}, {"--on", "on", ""}};
  ASSERT_EQ(Read(&done, fields,
                 {"--capacity", "F04=1", "--capacity", "F99=1", "--modes", "M01,M77", "--on",
                  "2026-02-31"}),
            "");
  EXPECT_EQ(flags_->PlaceOf("event.assessment_done.capacities[1].function"), "--capacity F99=1");
  EXPECT_EQ(flags_->PlaceOf("event.assessment_done.communication.modes[1]"), "--modes M77");
  EXPECT_EQ(flags_->PlaceOf("event.assessment_done.on"), "--on 2026-02-31");
  EXPECT_EQ(flags_->PlaceOf("event.assessment_done.tolerances"), "");
  EXPECT_EQ(flags_->PlaceOf("event.reason"), "");

  v1::AssessmentDone file;
  file.add_capacities()->set_function("F01");
  file.mutable_on()->set_year(2025);
  flags_->MergeOver(file);
  EXPECT_EQ(done.capacities_size(), 3);
  EXPECT_EQ(done.capacities(0).function(), "F01");
  EXPECT_EQ(done.on().year(), 2026);
  EXPECT_EQ(flags_->PlaceOf("capacities[2].function"), "--capacity F99=1");
  EXPECT_EQ(flags_->PlaceOf("capacities[0].function"), "");
}

TEST(MessageItemsTest, ReadsWhatPeopleType) {
  v1::Capacity capacity;
  ASSERT_TRUE(ReadItem("F15=2/1", &capacity));
  EXPECT_EQ(capacity.function(), "F15");
  EXPECT_EQ(capacity.usual_level(), 2);
  EXPECT_EQ(capacity.low_level(), 1);
  v1::Demand demand;
  ASSERT_TRUE(ReadItem("F15=3m:mengangkat karung: 25 kg", &demand));
  EXPECT_EQ(demand.level(), 3);
  EXPECT_TRUE(demand.marginal());
  EXPECT_EQ(demand.task(), "mengangkat karung: 25 kg");
  EXPECT_EQ(demand.origin(), v1::DEMAND_ORIGIN_CONFIRMED);
  v1::Demand assumed;
  ASSERT_TRUE(ReadItem("F15=3", &assumed));
  EXPECT_EQ(assumed.origin(), v1::DEMAND_ORIGIN_ASSUMED);
  v1::ContextTolerance tolerance;
  ASSERT_TRUE(ReadItem("E1=limited:A52", &tolerance));
  EXPECT_EQ(tolerance.with_accommodation(), "A52");
  v1::AccommodationChoice choice;
  ASSERT_TRUE(ReadItem("A02=needs", &choice));
  EXPECT_EQ(choice.stance(), v1::ACCOMMODATION_STANCE_NEEDS);
  v1::TrialAgreed::Step step;
  ASSERT_TRUE(ReadItem("2026-03-01:20:4500000:kasir, duduk", &step));
  EXPECT_EQ(step.hours_per_week(), 20);
  EXPECT_EQ(step.wage_idr_per_month(), 4'500'000);
  EXPECT_EQ(step.duties(), "kasir, duduk");
}

TEST(MessageItemsTest, RefusesWhatIsNotOfTheForm) {
  const auto refuses = [](auto item, std::initializer_list<const char*> texts) {
    for (const char* text : texts) EXPECT_FALSE(ReadItem(text, &item)) << text;
  };
  refuses(v1::Capacity(), {"", "F15", "F15=", "=2", "F15=2/", "F15=2/x", "F15=2 "});
  refuses(v1::Demand(), {"", "F15", "F15=m", "F15=:angkat"});
  refuses(v1::ContextTolerance(), {"E1", "E1=maybe"});
  refuses(v1::AccommodationChoice(), {"A02", "A02=loves"});
  refuses(v1::RungChosen::Left(), {"L1", "L1=", "L9=x", "=x"});
  refuses(v1::PlanWritten::Item(), {"physical-therapy", "massage:2026-03-01", "other:besok"});
  refuses(v1::TrialAgreed::Step(), {"2026-03-01:20", "2026-03-01:dua:1", "x:20:1"});
  refuses(v1::Date(), {"2026-03-01"});  // a type without a form
}

}  // namespace
}  // namespace setara
