// Cases that were kept elsewhere come in from a sheet: by the same rules, whole or not at all, and
// a second run changes nothing.
#include "tests/e2e/case_sheet.h"

namespace setara {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CaseImportTest : public CaseSheetTest {
 protected:
  v1::Case Get(const std::string& name) {
    v1::GetCaseRequest request;
    request.set_name(name);
    v1::Case found;
    EXPECT_THAT(server_.Call(&Cases::GetCase, request, &found, As(v1::ROLE_CASE_MANAGER)), IsOk());
    return found;
  }
};

TEST_F(CaseImportTest, AWellRunCaseLandsAndSaysThatItWasTakenOver) {
  CaseSheet sheet = Sheet();
  sheet.ToReturn("K-1");
  const v1::ImportRecordsResponse response = Import(sheet);
  ASSERT_THAT(response.rejects(), IsEmpty()) << response.ShortDebugString();
  EXPECT_EQ(response.inserted(), 1);
  const v1::ListCasesResponse listed = ListCases();
  ASSERT_THAT(listed.cases(), SizeIs(1));
  const v1::Case found = Get(listed.cases(0).name());
  EXPECT_EQ(found.state(), v1::CASE_STATE_CLOSED);
  EXPECT_EQ(found.outcome(), v1::CASE_OUTCOME_RTW_L2);
  EXPECT_EQ(found.report().employer(), employer_.name());
  EXPECT_EQ(found.branch(), TestServer::kBranch);
  // The paper that the guard would have asked for lies with whoever ran the case, and is missed.
  EXPECT_THAT(found.missing_documents(), Contains("CLOSING_REPORT"));
  const v1::ListCaseEventsResponse events = EventsOf(found.name());
  EXPECT_THAT(events.events(1).note_written().text(),
              HasSubstr("diambil alih dari “lama”, nomor K-1"));
  // It happened then, and was learned now.
  EXPECT_LT(events.events(0).happen_time().seconds(), 1'720'000'000);
  EXPECT_EQ(events.events(0).record_time().seconds(), events.events(1).record_time().seconds());
}

TEST_F(CaseImportTest, ASecondRunChangesNothing) {
  CaseSheet sheet = Sheet();
  sheet.ToReturn("K-1");
  sheet.ToConsent("K-2");
  EXPECT_EQ(Import(sheet).inserted(), 2);
  const std::string name = ListCases().cases(0).name();
  const std::string log = EventsOf(name).SerializeAsString();
  server_.clock().Set(server_.clock().Now() + std::chrono::hours(3));
  const v1::ImportRecordsResponse second = Import(sheet);
  EXPECT_EQ(second.unchanged(), 2);
  EXPECT_EQ(second.inserted() + second.updated(), 0);
  EXPECT_THAT(second.rejects(), IsEmpty());
  EXPECT_EQ(EventsOf(name).SerializeAsString(), log);
}

TEST_F(CaseImportTest, RowsAddedAtTheEndAreAdded) {
  CaseSheet begun = Sheet(), ended = Sheet();
  begun.ToTrial("K-1");
  ended.ToReturn("K-1");
  EXPECT_EQ(Import(begun).inserted(), 1);
  EXPECT_EQ(ListCases().cases(0).state(), v1::CASE_STATE_TRIAL);
  const v1::ImportRecordsResponse second = Import(ended);
  EXPECT_EQ(second.updated(), 1) << second.ShortDebugString();
  EXPECT_EQ(ListCases().cases(0).state(), v1::CASE_STATE_CLOSED);
  EXPECT_EQ(Import(begun).unchanged(), 1) << "an older sheet takes nothing back";
}

TEST_F(CaseImportTest, ARowThatDiffersIsRejectedAndTheLogStays) {
  CaseSheet sheet = Sheet(), other = Sheet();
  sheet.Report("K-1");
  sheet.Add("K-1", "NOTE_WRITTEN", "2024-03-06", {{"text", "Dirawat"}});
  other.Report("K-1");
  other.Add("K-1", "NOTE_WRITTEN", "2024-03-06", {{"text", "Pulang"}});
  EXPECT_EQ(Import(sheet).inserted(), 1);
  const v1::ImportRecordsResponse second = Import(other);
  ASSERT_THAT(second.rejects(), SizeIs(1));
  EXPECT_EQ(second.rejects(0).line(), 3);
  EXPECT_THAT(second.rejects(0).reason(), HasSubstr("differs from what was imported"));
  EXPECT_EQ(EventsOf(ListCases().cases(0).name()).events(2).note_written().text(), "Dirawat");
}

TEST_F(CaseImportTest, ACaseThatWasGoneOnWithHereIsNotAddedTo) {
  CaseSheet begun = Sheet(), ended = Sheet();
  begun.ToTrial("K-1");
  ended.ToReturn("K-1");
  EXPECT_EQ(Import(begun).inserted(), 1);
  v1::AddCaseEventRequest note;
  note.set_parent(ListCases().cases(0).name());
  note.mutable_event()->mutable_note_written()->set_text("Dilanjutkan di sini");
  v1::Case changed;
  ASSERT_THAT(server_.Call(&Cases::AddCaseEvent, note, &changed, As(v1::ROLE_CASE_MANAGER)),
              IsOk());
  const v1::ImportRecordsResponse second = Import(ended);
  ASSERT_THAT(second.rejects(), SizeIs(1));
  EXPECT_THAT(second.rejects(0).reason(), HasSubstr("kept here since"));
  EXPECT_EQ(Import(begun).unchanged(), 1);
}

TEST_F(CaseImportTest, TheWorkersConsentIsNotWaivedAndTheOtherCaseLands) {
  CaseSheet sheet = Sheet();
  sheet.ToTrial("K-1", /*worker_consents=*/false);
  sheet.ToConsent("K-2");
  const v1::ImportRecordsResponse response = Import(sheet);
  EXPECT_EQ(response.inserted(), 1);
  ASSERT_THAT(response.rejects(), SizeIs(1)) << response.ShortDebugString();
  EXPECT_EQ(response.rejects(0).field(), "event");
  EXPECT_THAT(response.rejects(0).reason(), HasSubstr("worker consent not signed"));
  EXPECT_EQ(response.rejects(0).line(), 14) << "the row that completes the assessment";
  EXPECT_THAT(ListCases().cases(), SizeIs(1));
}

TEST_F(CaseImportTest, ACaseLandsWholeOrNotAtAll) {
  CaseSheet sheet = Sheet();
  sheet.Report("K-1");
  sheet.Add("K-1", "VISIT_MADE", "2024-03-06", {{"yes", "mungkin"}});
  sheet.Add("K-1", "NOTE_WRITTEN", "2024-03-07", {{"text", "Dirawat"}});
  sheet.Add("K-2", "NOTE_WRITTEN", "2024-03-07", {{"text", "Tanpa laporan"}});
  sheet.Report("K-3");
  sheet.Add("K-3", "NOTE_WRITTEN", "2030-01-01", {{"text", "Besok"}});
  sheet.Report("K-4", "");
  const v1::ImportRecordsResponse response = Import(sheet);
  EXPECT_EQ(response.inserted(), 1) << "a report without a branch takes the worker's";
  ASSERT_THAT(response.rejects(), SizeIs(4)) << response.ShortDebugString();
  EXPECT_EQ(response.rejects(0).line(), 2);
  EXPECT_THAT(response.rejects(0).reason(), HasSubstr("its row in line 3 cannot be read"));
  EXPECT_EQ(response.rejects(1).field(), "yes");
  EXPECT_EQ(response.rejects(2).line(), 5);
  EXPECT_THAT(response.rejects(2).reason(), HasSubstr("begin with its report"));
  EXPECT_EQ(response.rejects(3).line(), 7);
  EXPECT_EQ(response.rejects(3).field(), "on");
}

TEST_F(CaseImportTest, NamesThatNobodyHasAreRejected) {
  CaseSheet sheet = Sheet(), stranger("seekers/01JXXXXXXXXXXXXXXXXXXXXXXX", employer_.name());
  sheet.Report("K-1");
  sheet.Add("K-1", "MANAGER_ASSIGNED", "2024-03-05", {{"manager", "role-counselor"}});
  stranger.Report("K-2");
  v1::ImportRecordsResponse response = Import(sheet);
  ASSERT_THAT(response.rejects(), SizeIs(1));
  EXPECT_EQ(response.rejects(0).field(), "manager");
  response = Import(stranger);
  ASSERT_THAT(response.rejects(), SizeIs(1));
  EXPECT_EQ(response.rejects(0).field(), "seeker");
  EXPECT_THAT(ListCases().cases(), IsEmpty());
}

TEST_F(CaseImportTest, ValidateOnlyStoresNothing) {
  CaseSheet sheet = Sheet();
  sheet.ToReturn("K-1");
  v1::ImportRecordsRequest request = sheet.Request();
  request.set_validate_only(true);
  v1::ImportRecordsResponse response;
  ASSERT_THAT(server_.Call(&Imports::ImportRecords, request, &response), IsOk());
  EXPECT_EQ(response.inserted(), 1);
  EXPECT_THAT(ListCases().cases(), IsEmpty());
}

TEST_F(CaseImportTest, TheSummaryOfATakenOverCase) {
  CaseSheet sheet = Sheet();
  sheet.ToTrial("K-1");
  Import(sheet);
  v1::GetCaseSummaryRequest request;
  request.set_name(ListCases().cases(0).name());
  v1::CaseSummary first, later;
  ASSERT_THAT(server_.Call(&Cases::GetCaseSummary, request, &first, As(v1::ROLE_CASE_MANAGER)),
              IsOk());
  server_.clock().Set(server_.clock().Now() + std::chrono::minutes(30));
  ASSERT_THAT(server_.Call(&Cases::GetCaseSummary, request, &later, As(v1::ROLE_CASE_MANAGER)),
              IsOk());
  EXPECT_EQ(first.pdf(), later.pdf()) << "the same log and day";
  EXPECT_EQ(first.sha256(), later.sha256());
  EXPECT_TRUE(first.pdf().starts_with("%PDF-"));
  EXPECT_THAT(first.text(),
              AllOf(HasSubstr("Siti Rahayu"), HasSubstr("Waktu itu Anda bekerja di PT Garmen."),
                    HasSubstr("Coba kerja di PT Garmen disepakati pada 15 Maret 2024."),
                    HasSubstr("Anda boleh mencabut persetujuan kapan saja.")));
  request.set_name("cases/01JXXXXXXXXXXXXXXXXXXXXXXX");
  EXPECT_EQ(
      server_.Call(&Cases::GetCaseSummary, request, &later, As(v1::ROLE_CASE_MANAGER)).error_code(),
      grpc::StatusCode::PERMISSION_DENIED);
}

}  // namespace
}  // namespace setara
