// Reminders over gRPC: from a run to the hand-over, by whom, and never twice.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/ops/commands.h"
#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kSigner[] =
    "signer { display_name: 'Dra. Sri Wahyuni' position: 'Kepala Bidang' office: 'Disnaker' "
    "office_contact: '0271' place: 'Surakarta' } letter_number: '560/1' ";

class NoticesTest : public ::testing::Test {
 protected:
  NoticesTest() {
    short_ = Employer("PT Kurang", "33.72", 350, 2);
    Employer("PT Cukup", "33.72", 350, 4);
    small_ = Employer("PT Kecil", "33.72", 40, 0);
    far_ = Employer("PT Jauh", "35.78", 200, 0);
    silent_ = server_
                  .CreateEmployer(
                      "display_name: 'PT Diam' kind: EMPLOYER_KIND_PRIVATE "
                      "seat_region_code: '33.72'")
                  .name();
    server_.Stop();
    CallerPlace central, east, staff, other;
    central.region_code = "33";
    east.region_code = "35";
    staff.employer_id = short_.substr(sizeof "employers");
    other.employer_id = far_.substr(sizeof "employers");
    drafter_ = server_.AddAccount("drafter", v1::ROLE_COMPLIANCE_OFFICER, central);
    official_ = server_.AddAccount("official", v1::ROLE_COMPLIANCE_OFFICER, central);
    eastern_ = server_.AddAccount("eastern", v1::ROLE_COMPLIANCE_OFFICER, east);
    staff_ = server_.AddAccount("staff", v1::ROLE_EMPLOYER_STAFF, staff);
    other_ = server_.AddAccount("other", v1::ROLE_EMPLOYER_STAFF, other);
    server_.Start();
  }

  std::string Employer(const std::string& name, const std::string& seat, int workers,
                       int disabled) {
    const std::string employer =
        server_
            .CreateEmployer("display_name: '" + name +
                            "' kind: EMPLOYER_KIND_PRIVATE seat_region_code: '" + seat + "'")
            .name();
    Report(employer, workers, disabled, "year: 2025 month: 1 day: 1");
    return employer;
  }
  void Report(const std::string& employer, int workers, int disabled, const std::string& day) {
    v1::HeadcountReport stored;
    ASSERT_THAT(server_.Call(&Employers::RecordHeadcount,
                             Text<v1::RecordHeadcountRequest>(
                                 "employer: '" + employer + "' report { valid_from {" + day +
                                 "} workers: " + std::to_string(workers) +
                                 " workers_with_disabilities: " + std::to_string(disabled) +
                                 " source: 'WLKP 2025' }"),
                             &stored),
                IsOk());
  }

  template <typename Request, typename Response>
  grpc::Status As(const std::string& bearer,
                  grpc::Status (NoticeStub::*method)(grpc::ClientContext*, const Request&,
                                                     Response*),
                  const std::string& text, Response* response) {
    TestServer::Options options;
    options.bearer = bearer;
    options.purpose = "";
    return server_.Call(method, Text<Request>(text), response, options);
  }

  // A whole run in steps of two employers.
  v1::NoticeRun Run(const std::string& bearer, const std::string& selection = "") {
    v1::NoticeRun run;
    EXPECT_THAT(
        As(bearer, &NoticeStub::CreateNoticeRun, "run { selection {" + selection + "} }", &run),
        IsOk());
    while (!run.done()) {
      grpc::Status moved = As(bearer, &NoticeStub::AdvanceNoticeRun,
                              "name: '" + run.name() + "' max_employers: 2", &run);
      EXPECT_THAT(moved, IsOk());
      if (!moved.ok()) break;
    }
    return run;
  }
  std::vector<v1::Notice> List(const std::string& bearer, const std::string& filter = "") {
    v1::ListNoticesResponse response;
    EXPECT_THAT(As(bearer, &NoticeStub::ListNotices, filter, &response), IsOk());
    return {response.notices().begin(), response.notices().end()};
  }
  v1::Notice Get(const std::string& bearer, const std::string& name) {
    v1::Notice notice;
    EXPECT_THAT(As(bearer, &NoticeStub::GetNotice, "name: '" + name + "'", &notice), IsOk());
    return notice;
  }
  // The notice of the short employer, drafted.
  std::string Drafted() {
    Run(drafter_);
    return List(drafter_, "employer: '" + short_ + "'").at(0).name();
  }
  grpc::Status Approve(const std::string& bearer, const std::string& name) {
    return As(bearer, &NoticeStub::ApproveNotice, "name: '" + name + "' " + kSigner, &last_);
  }
  grpc::Status Send(const std::string& name) {
    return As(official_, &NoticeStub::SendNotice,
              "name: '" + name +
                  "' signature: SIGNATURE_KIND_WET_INK signed_on { year: 2025 month: 6 day: 15 } "
                  "channel: NOTICE_CHANNEL_POST reference: 'JNE 1'",
              &last_);
  }
  std::string Sent() {
    const std::string name = Drafted();
    EXPECT_THAT(Approve(official_, name), IsOk());
    EXPECT_THAT(Send(name), IsOk());
    return name;
  }
  void Days(int days) {
    server_.clock().Set(server_.clock().Now() + std::chrono::hours(24 * days));
  }

  TestServer server_;
  std::string short_, small_, far_, silent_;
  std::string drafter_, official_, eastern_, staff_, other_;
  v1::Notice last_;
};

TEST_F(NoticesTest, ARunDraftsOnceForEachFindingOfItsRegion) {
  v1::NoticeRun run = Run(drafter_);
  EXPECT_EQ(run.counts().examined(), 5);
  EXPECT_EQ(run.counts().drafted(), 2);
  EXPECT_EQ(run.counts().short_(), 1);
  EXPECT_EQ(run.counts().silent(), 1);
  EXPECT_EQ(run.selection().region_code(), "33") << "the caller's region";
  std::vector<v1::Notice> notices = List(drafter_);
  ASSERT_THAT(notices, SizeIs(2));
  EXPECT_EQ(notices[0].employer(), silent_);
  EXPECT_EQ(notices[1].employer(), short_);
  EXPECT_EQ(notices[1].finding().shortfall(), 2);
  EXPECT_EQ(notices[1].finding().report_source(), "WLKP 2025");
  EXPECT_EQ(notices[1].run(), run.name());

  run = Run(official_);
  EXPECT_EQ(run.counts().drafted(), 0) << "another officer, the same findings";
  EXPECT_EQ(run.counts().already(), 2);
  Days(1);
  EXPECT_EQ(Run(drafter_).counts().drafted(), 0) << "another day";
  Report(short_, 350, 1, "year: 2025 month: 6 day: 1");
  EXPECT_EQ(Run(drafter_).counts().drafted(), 1) << "a new report is a new finding";
  EXPECT_EQ(Run(drafter_, "min_headcount: 0").counts().drafted(), 1) << "the small one";
  EXPECT_THAT(List(drafter_, "employer: '" + short_ + "'"), SizeIs(2));
}

TEST_F(NoticesTest, APreviewShowsCountsAndALetterAndStoresNothing) {
  v1::NoticeRun run;
  ASSERT_THAT(As(drafter_, &NoticeStub::CreateNoticeRun, "run {} validate_only: true", &run),
              IsOk());
  EXPECT_EQ(run.name(), "");
  EXPECT_EQ(run.counts().drafted(), 2);
  EXPECT_THAT(run.sample_letter(),
              AllOf(HasSubstr("PT Kurang"), HasSubstr("1% × 350 = 3,50 → 4"), HasSubstr("KONSEP")));
  EXPECT_THAT(List(drafter_), IsEmpty());
  v1::ListNoticeRunsResponse runs;
  ASSERT_THAT(As(drafter_, &NoticeStub::ListNoticeRuns, "", &runs), IsOk());
  EXPECT_THAT(runs.runs(), IsEmpty());
}

TEST_F(NoticesTest, ARepeatedRunGoesOnWhereItStood) {
  v1::NoticeRun first, again;
  ASSERT_THAT(As(drafter_, &NoticeStub::CreateNoticeRun, "run {}", &first), IsOk());
  ASSERT_THAT(As(drafter_, &NoticeStub::AdvanceNoticeRun,
                 "name: '" + first.name() + "' max_employers: 1", &first),
              IsOk());
  EXPECT_EQ(first.counts().examined(), 1);
  server_.Stop();
  server_.Start();
  ASSERT_THAT(As(drafter_, &NoticeStub::CreateNoticeRun, "run {}", &again), IsOk());
  EXPECT_EQ(again.name(), first.name());
  EXPECT_EQ(again.counts().examined(), 1);
  ASSERT_THAT(As(drafter_, &NoticeStub::AdvanceNoticeRun, "name: '" + first.name() + "'", &again),
              IsOk());
  EXPECT_TRUE(again.done());
  EXPECT_EQ(again.counts().examined(), 5);
  EXPECT_THAT(As(official_, &NoticeStub::AdvanceNoticeRun, "name: '" + first.name() + "'", &again),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"))
      << "another's run";
}

TEST_F(NoticesTest, FourEyesAndASignatureBeforeItCountsAsSent) {
  const std::string name = Drafted();
  EXPECT_THAT(Send(name), IsError(StatusCode::FAILED_PRECONDITION, "STEP_NOT_ALLOWED"));
  EXPECT_THAT(Approve(drafter_, name), IsError(StatusCode::FAILED_PRECONDITION, "SAME_OFFICIAL"));
  EXPECT_THAT(As(official_, &NoticeStub::ApproveNotice, "name: '" + name + "'", &last_),
              IsBadField("signer.display_name"));
  ASSERT_THAT(Approve(official_, name), IsOk());
  EXPECT_EQ(last_.state(), v1::NOTICE_STATE_APPROVED);
  EXPECT_THAT(last_.letter_sha256(), SizeIs(64));
  EXPECT_THAT(As(official_, &NoticeStub::SendNotice, "name: '" + name + "'", &last_),
              IsBadField("signature"));
  v1::Notice none;
  EXPECT_THAT(As(staff_, &NoticeStub::GetNotice, "name: '" + name + "'", &none),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"))
      << "not sent yet";
  ASSERT_THAT(Send(name), IsOk());
  EXPECT_EQ(last_.state(), v1::NOTICE_STATE_SENT);
  EXPECT_EQ(last_.due_on().day(), 29) << "14 days after 15 June";
  v1::Notice seen = Get(staff_, name);
  EXPECT_EQ(seen.drafter(), "");
  EXPECT_EQ(seen.run(), "");
  EXPECT_THAT(seen.events(), SizeIs(1));
  EXPECT_THAT(Get(official_, name).events(), SizeIs(3));
}

TEST_F(NoticesTest, TheLetterNoLongerChangesOnceItIsApproved) {
  const std::string name = Drafted();
  v1::NoticeLetter draft, letter, later;
  ASSERT_THAT(As(drafter_, &NoticeStub::GetNoticeLetter, "name: '" + name + "'", &draft), IsOk());
  EXPECT_TRUE(draft.draft());
  EXPECT_THAT(draft.pdf(), ::testing::StartsWith("%PDF-"));
  ASSERT_THAT(Approve(official_, name), IsOk());
  ASSERT_THAT(As(drafter_, &NoticeStub::GetNoticeLetter, "name: '" + name + "'", &letter), IsOk());
  EXPECT_FALSE(letter.draft());
  EXPECT_EQ(letter.pdf_sha256(), last_.letter_sha256());
  EXPECT_THAT(letter.text(), HasSubstr("Dra. Sri Wahyuni"));
  ASSERT_THAT(Send(name), IsOk());
  Days(20);
  server_.Stop();
  server_.Start();
  ASSERT_THAT(As(staff_, &NoticeStub::GetNoticeLetter, "name: '" + name + "'", &later), IsOk());
  EXPECT_EQ(later.pdf(), letter.pdf());
}

TEST_F(NoticesTest, AnAnswerAFollowUpAndTheHandOver) {
  const std::string name = Sent();
  EXPECT_THAT(
      As(official_, &NoticeStub::FollowUpNotice, "name: '" + name + "' reason: 'x'", &last_),
      IsError(StatusCode::FAILED_PRECONDITION, "ANSWER_NOT_DUE"));
  Days(15);
  EXPECT_THAT(List(official_, "due_before { year: 2025 month: 6 day: 30 }"), SizeIs(1));
  ASSERT_THAT(As(official_, &NoticeStub::FollowUpNotice,
                 "name: '" + name + "' reason: 'Ditelepon' channel: NOTICE_CHANNEL_PHONE", &last_),
              IsOk());
  ASSERT_THAT(As(staff_, &NoticeStub::AnswerNotice,
                 "name: '" + name + "' objection: true text: 'Dua pekerja belum tercatat'", &last_),
              IsOk());
  EXPECT_EQ(last_.state(), v1::NOTICE_STATE_OBJECTED);
  EXPECT_EQ(last_.events(last_.events_size() - 1).channel(), v1::NOTICE_CHANNEL_SERVICE);
  const std::string over = "name: '" + name + "' office: 'Pengawas' reason: 'Tanpa jawaban'";
  EXPECT_THAT(As(official_, &NoticeStub::HandOverNotice, over, &last_),
              IsError(StatusCode::FAILED_PRECONDITION, "STEP_NOT_ALLOWED"))
      << "an objection is decided first";
  ASSERT_THAT(As(official_, &NoticeStub::FollowUpNotice,
                 "name: '" + name + "' reason: 'Bukti diminta'", &last_),
              IsOk());
  Days(15);
  ASSERT_THAT(As(official_, &NoticeStub::HandOverNotice, over, &last_), IsOk());
  EXPECT_EQ(last_.state(), v1::NOTICE_STATE_HANDED_OVER);
  ASSERT_THAT(As(official_, &NoticeStub::ResolveNotice,
                 "name: '" + name + "' outcome: NOTICE_OUTCOME_CLOSED_BY_INSPECTORATE", &last_),
              IsOk());
  std::vector<v1::NoticeAct> acts;
  const v1::Notice whole = Get(official_, name);
  for (const v1::NoticeEvent& event : whole.events()) {
    acts.push_back(event.act());
    EXPECT_NE(event.actor(), "");
    EXPECT_TRUE(event.has_time());
  }
  EXPECT_THAT(acts,
              ElementsAre(v1::NOTICE_ACT_DRAFT, v1::NOTICE_ACT_APPROVE, v1::NOTICE_ACT_SEND,
                          v1::NOTICE_ACT_FOLLOW_UP, v1::NOTICE_ACT_OBJECT, v1::NOTICE_ACT_FOLLOW_UP,
                          v1::NOTICE_ACT_HAND_OVER, v1::NOTICE_ACT_RESOLVE));
}

TEST_F(NoticesTest, OthersReachNothing) {
  const std::string name = Sent();
  for (const std::string& bearer : {eastern_, other_}) {
    v1::Notice notice;
    grpc::Status there = As(bearer, &NoticeStub::GetNotice, "name: '" + name + "'", &notice);
    grpc::Status nothing =
        As(bearer, &NoticeStub::GetNotice, "name: 'notices/01JZZZZZZZZZZZZZZZZZZZZZZZ'", &notice);
    EXPECT_THAT(there, IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
    EXPECT_EQ(there.error_details(), nothing.error_details());
    EXPECT_THAT(List(bearer), IsEmpty());
  }
  EXPECT_THAT(As(eastern_, &NoticeStub::WithdrawNotice, "name: '" + name + "' reason: 'x'", &last_),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  v1::NoticeRun run;
  EXPECT_THAT(
      As(eastern_, &NoticeStub::CreateNoticeRun, "run { selection { region_code: '33' } }", &run),
      IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(As(eastern_, &NoticeStub::CreateNoticeRun,
                 "run { selection { employer: '" + short_ + "' } }", &run),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(List(staff_), SizeIs(1));
  EXPECT_THAT(List(eastern_, ""), IsEmpty());
}

TEST_F(NoticesTest, DocumentsKeepTheirBytesAndTheirHash) {
  const std::string name = Sent();
  const std::string pdf = "%PDF-1.4 bukti";
  const auto add = [&](const std::string& bearer, const std::string& kind,
                       const std::string& content, v1::NoticeDocument* out) {
    v1::AddNoticeDocumentRequest request;
    request.set_notice(name);
    request.mutable_document()->set_file_name("bukti.pdf");
    request.mutable_document()->set_content(content);
    v1::NoticeDocumentKind value = v1::NOTICE_DOCUMENT_KIND_UNSPECIFIED;
    EXPECT_TRUE(v1::NoticeDocumentKind_Parse("NOTICE_DOCUMENT_KIND_" + kind, &value));
    request.mutable_document()->set_kind(value);
    TestServer::Options options;
    options.bearer = bearer;
    options.purpose = "";
    return server_.Call(&NoticeStub::AddNoticeDocument, request, out, options);
  };
  v1::NoticeDocument stored, read;
  ASSERT_THAT(add(staff_, "OBJECTION", pdf, &stored), IsOk());
  EXPECT_EQ(stored.media_type(), "application/pdf");
  EXPECT_EQ(stored.size_bytes(), static_cast<int64_t>(pdf.size()));
  ASSERT_THAT(As(official_, &NoticeStub::GetNoticeDocument, "name: '" + stored.name() + "'", &read),
              IsOk());
  EXPECT_EQ(read.content(), pdf);
  EXPECT_THAT(add(staff_, "OBJECTION", pdf, &read),
              IsError(StatusCode::ALREADY_EXISTS, "DOCUMENT_EXISTS"));
  EXPECT_THAT(add(staff_, "HAND_OVER", "%PDF-2", &read), IsBadField("document.kind"));
  EXPECT_THAT(add(staff_, "OBJECTION", "MZ\x90program", &read), IsBadField("document.content"));
  EXPECT_THAT(add(staff_, "OBJECTION", "%PDF-" + std::string(3'000'000, 'x'), &read),
              IsBadField("document.content"));
  ASSERT_THAT(add(official_, "RECEIPT", "resi", &stored), IsOk());
  EXPECT_THAT(As(staff_, &NoticeStub::GetNoticeDocument, "name: '" + stored.name() + "'", &read),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"))
      << "the office's own";
  EXPECT_THAT(Get(staff_, name).documents(), SizeIs(1));
  EXPECT_THAT(Get(official_, name).documents(), SizeIs(2));

  // At rest nothing of it can be read, and what is damaged is not given out.
  const std::string path =
      server_.directory() + "/documents/" + stored.name().substr(sizeof "noticeDocuments");
  std::string bytes = [&] {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  EXPECT_THAT(bytes, Not(HasSubstr("resi")));
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  std::ofstream(path, std::ios::binary) << bytes;
  EXPECT_EQ(As(official_, &NoticeStub::GetNoticeDocument, "name: '" + stored.name() + "'", &read)
                .error_code(),
            StatusCode::DATA_LOSS);
}

// What a crash between a document's file and its record leaves behind.
TEST_F(NoticesTest, FilesWithoutARecordAreSweptWhenTheServerStarts) {
  const std::string name = Sent();
  v1::AddNoticeDocumentRequest request;
  request.set_notice(name);
  request.mutable_document()->set_kind(v1::NOTICE_DOCUMENT_KIND_OBJECTION);
  request.mutable_document()->set_file_name("bukti.pdf");
  request.mutable_document()->set_content("%PDF-1.4 bukti");
  TestServer::Options staff;
  staff.bearer = staff_;
  staff.purpose = "";
  v1::NoticeDocument stored, read;
  ASSERT_THAT(server_.Call(&NoticeStub::AddNoticeDocument, request, &stored, staff), IsOk());

  server_.Stop();
  const std::string documents = server_.directory() + "/documents/";
  const std::string kept = stored.name().substr(sizeof "noticeDocuments");
  const auto files = [&] {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(documents)) {
      names.push_back(entry.path().filename());
    }
    return names;
  };
  const auto verify = [&] {
    testing::internal::CaptureStdout();
    const absl::StatusOr<bool> agree = RunVerify(server_.directory(), "");
    const std::string told = testing::internal::GetCapturedStdout();
    return (agree.ok() && *agree ? "agree\n" : "differ\n") + told;
  };
  const std::vector<std::string> before = files();
  EXPECT_THAT(before, SizeIs(2)) << "the letter and the document";
  EXPECT_THAT(verify(), HasSubstr("of documents: missing 0, without a record 0"));
  const std::string stray = "01J00000000000000000000000";
  for (const std::string& planted :
       {stray, kept + ".part", stray + ".part", std::string("README"), kept + ".bak"}) {
    std::ofstream(documents + planted) << "planted";
  }
  EXPECT_THAT(verify(), AllOf(HasSubstr("agree\n"), HasSubstr("missing 0, without a record 3"),
                              HasSubstr("file " + stray + ": no record")));
  EXPECT_THAT(files(), SizeIs(7)) << "to verify changes nothing";

  server_.Start();
  EXPECT_THAT(files(), SizeIs(4));
  EXPECT_THAT(files(), IsSupersetOf(before));
  EXPECT_THAT(files(), IsSupersetOf({std::string("README"), kept + ".bak"}))
      << "what is not ours stays";
  ASSERT_THAT(As(official_, &NoticeStub::GetNoticeDocument, "name: '" + stored.name() + "'", &read),
              IsOk());
  EXPECT_EQ(read.content(), "%PDF-1.4 bukti");
  v1::NoticeLetter letter;
  EXPECT_THAT(As(official_, &NoticeStub::GetNoticeLetter, "name: '" + name + "'", &letter), IsOk());

  server_.Stop();
  std::filesystem::remove(documents + kept);
  EXPECT_THAT(verify(), AllOf(HasSubstr("differ\n"), HasSubstr("missing 1, without a record 0"),
                              HasSubstr("document " + kept + ": its file is missing")));
  server_.Start();
}

TEST_F(NoticesTest, AnEtagAndValidateOnlyAreMinded) {
  const std::string name = Sent();
  const std::string etag = last_.etag();
  v1::Notice notice;
  ASSERT_THAT(
      As(official_, &NoticeStub::ResolveNotice,
         "name: '" + name + "' outcome: NOTICE_OUTCOME_QUOTA_MET validate_only: true", &notice),
      IsOk());
  EXPECT_EQ(Get(official_, name).state(), v1::NOTICE_STATE_SENT);
  ASSERT_THAT(As(staff_, &NoticeStub::AnswerNotice, "name: '" + name + "' text: 'Baik'", &notice),
              IsOk());
  EXPECT_THAT(
      As(official_, &NoticeStub::ResolveNotice,
         "name: '" + name + "' outcome: NOTICE_OUTCOME_QUOTA_MET etag: '" + etag + "'", &notice),
      IsError(StatusCode::ABORTED, "ETAG_MISMATCH"));
}

}  // namespace
}  // namespace setara
