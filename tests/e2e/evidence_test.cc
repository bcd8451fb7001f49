// Evidence packs over gRPC: the same request gives the same bytes, whatever was written since.
#include <nlohmann/json.hpp>

#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using Json = nlohmann::json;

class EvidenceTest : public ::testing::Test {
 protected:
  EvidenceTest() {
    employer_ = server_
                    .CreateEmployer(
                        "display_name: 'PT Bukti' kind: EMPLOYER_KIND_PRIVATE "
                        "seat_region_code: '33.72'")
                    .name();
    Report("year: 2024 month: 1 day: 1", 350, 2);
    opening_ = server_
                   .CreateOpening("title: 'Operator Jahit' employer: '" + employer_ +
                                  "' positions: 3 open_from { year: 2025 month: 2 day: 1 }")
                   .name();
    Hire("p1");
    Days(1);
    Report("year: 2025 month: 1 day: 1", 250, 2);
    Notice();
  }

  void Days(int days) {
    server_.clock().Set(server_.clock().Now() + std::chrono::hours(24 * days));
  }

  void Report(const std::string& day, int workers, int disabled) {
    v1::HeadcountReport stored;
    ASSERT_THAT(server_.Call(&Employers::RecordHeadcount,
                             Text<v1::RecordHeadcountRequest>(
                                 "employer: '" + employer_ + "' report { valid_from {" + day +
                                 "} workers: " + std::to_string(workers) +
                                 " workers_with_disabilities: " + std::to_string(disabled) +
                                 " source: 'WLKP' }"),
                             &stored),
                IsOk());
  }
  void Hire(const std::string& person) {
    v1::EmploymentRecord stored;
    ASSERT_THAT(server_.Call(&Employers::RecordEmployment,
                             Text<v1::RecordEmploymentRequest>(
                                 "employer: '" + employer_ + "' record { person: '" + person +
                                 "' source: 's' source_id: '" + person +
                                 "' relation: EMPLOYMENT_RELATION_PERMANENT "
                                 "valid_from { year: 2025 month: 3 day: 1 } "
                                 "evidence_from { year: 2024 month: 1 day: 1 } "
                                 "evidence_until { year: 2025 month: 5 day: 1 } "
                                 "agreed_on { year: 2025 month: 2 day: 1 } }"),
                             &stored),
                IsOk());
  }
  void Notice() {
    v1::NoticeRun run;
    v1::CreateNoticeRunRequest create;
    create.mutable_run()->mutable_selection()->set_min_headcount(0);
    ASSERT_THAT(server_.Call(&NoticeStub::CreateNoticeRun, create, &run), IsOk());
    v1::AdvanceNoticeRunRequest advance;
    advance.set_name(run.name());
    ASSERT_THAT(server_.Call(&NoticeStub::AdvanceNoticeRun, advance, &run), IsOk());
  }
  grpc::Status Get(const std::string& text, v1::EvidencePack* pack) {
    return server_.Call(&EvidenceStub::GetEvidencePack,
                        Text<v1::GetEvidencePackRequest>("employer: '" + employer_ + "' " + text),
                        pack);
  }

  static constexpr char kPeriod[] =
      "from { year: 2024 month: 7 day: 1 } to { year: 2025 month: 12 day: 31 } ";
  TestServer server_;
  std::string employer_, opening_;
};

// What is written later, at every place that a pack reads.
void WriteMore(TestServer& server, const std::string& employer, const std::string& opening) {
  v1::Employer renamed;
  ASSERT_THAT(server.Call(&Employers::UpdateEmployer,
                          Text<v1::UpdateEmployerRequest>("employer { name: '" + employer +
                                                          "' display_name: 'PT Baru' "
                                                          "kind: EMPLOYER_KIND_BUMN "
                                                          "terms_valid_from { year: 2024 month: 9 "
                                                          "day: 1 } }"),
                          &renamed),
              IsOk());
  v1::Opening changed;
  ASSERT_THAT(server.Call(&Openings::UpdateOpening,
                          Text<v1::UpdateOpeningRequest>("opening { name: '" + opening +
                                                         "' title: 'Lain' positions: 9 }"),
                          &changed),
              IsOk());
  v1::ListNoticesResponse notices;
  ASSERT_THAT(server.Call(&NoticeStub::ListNotices, v1::ListNoticesRequest(), &notices), IsOk());
  for (const v1::Notice& notice : notices.notices()) {
    v1::Notice gone;
    ASSERT_THAT(server.Call(&NoticeStub::WithdrawNotice,
                            Text<v1::WithdrawNoticeRequest>("name: '" + notice.name() +
                                                            "' reason: 'Salah orang: Budi'"),
                            &gone),
                IsOk());
  }
}

TEST_F(EvidenceTest, TheSameInstantGivesTheSameBytesAfterLaterWrites) {
  v1::EvidencePack first, second;
  ASSERT_THAT(Get(kPeriod, &first), IsOk());
  Days(1);
  WriteMore(server_, employer_, opening_);
  Report("year: 2025 month: 1 day: 1", 999, 0);
  Hire("p2");
  v1::Opening another = server_.CreateOpening("title: 'Kasir' employer: '" + employer_ +
                                              "' open_from { year: 2025 month: 2 day: 1 }");
  Notice();
  Days(20);
  server_.Stop();
  server_.Start();
  ASSERT_THAT(
      Get(kPeriod + std::string("known_at {") + first.known_at().ShortDebugString() + "}", &second),
      IsOk());
  EXPECT_EQ(second.content_json(), first.content_json());
  EXPECT_EQ(second.content_sha256(), first.content_sha256());
  EXPECT_EQ(second.pdf(), first.pdf());
  EXPECT_EQ(second.text(), first.text());

  v1::EvidencePack now;
  ASSERT_THAT(Get(kPeriod, &now), IsOk());
  EXPECT_NE(now.content_json(), first.content_json());
  EXPECT_THAT(now.content_json(), HasSubstr("PT Baru"));
  EXPECT_THAT(now.content_json(), HasSubstr("Kasir"));
  EXPECT_THAT(now.content_json(), Not(HasSubstr("Budi"))) << "free text is a hash alone";
}

TEST_F(EvidenceTest, TellsWhatWasReportedAndTheSeries) {
  v1::EvidencePack pack;
  ASSERT_THAT(Get(kPeriod, &pack), IsOk());
  const Json content = Json::parse(pack.content_json());
  EXPECT_EQ(content.dump(), pack.content_json()) << "canonical: sorted, without white space";
  EXPECT_EQ(content["format"], "setara-evidence-pack/1");
  EXPECT_THAT(content["reports"], SizeIs(2));
  EXPECT_EQ(content["openings"][0]["name"], opening_);
  EXPECT_EQ(content["openings"][0]["positions"], 3);
  EXPECT_EQ(content["notices"][0]["finding"], "SHORT");
  // Before the report: 2024's. Then a hire with evidence, and its end.
  struct Row {
    const char* from;
    const char* state;
    int counted;
  };
  const Row rows[] = {{"2024-07-01", "SHORT", 2},
                      {"2025-01-01", "SHORT", 2},
                      {"2025-03-01", "SHORT", 1},
                      {"2025-05-01", "SHORT", 0}};
  ASSERT_THAT(content["status"], SizeIs(std::size(rows)));
  for (size_t i = 0; i < std::size(rows); ++i) {
    EXPECT_EQ(content["status"][i]["from"], rows[i].from);
    EXPECT_EQ(content["status"][i]["state"], rows[i].state) << rows[i].from;
    EXPECT_EQ(content["status"][i]["counted"], rows[i].counted) << rows[i].from;
  }
  EXPECT_EQ(content["status"][0]["to"], "2024-12-31");
  EXPECT_EQ(content["status"][3]["to"], "2025-12-31");
  EXPECT_EQ(content["status"][0]["statute"]["sum"],
            "1% × 350 = 3,50 → 4 (pembulatan ke atas: tafsir)");
  EXPECT_THAT(content["referrals"], SizeIs(0));
  EXPECT_THAT(pack.text(), HasSubstr(pack.content_sha256()));
  EXPECT_THAT(pack.pdf(), ::testing::StartsWith("%PDF-"));
}

TEST_F(EvidenceTest, WhatWasCorrectedShowsBoth) {
  Report("year: 2025 month: 1 day: 1", 250, 3);
  v1::EvidencePack pack;
  ASSERT_THAT(Get(kPeriod, &pack), IsOk());
  EXPECT_THAT(Json::parse(pack.content_json())["reports"], SizeIs(3));
}

TEST_F(EvidenceTest, NamesWhatIsWrong) {
  v1::EvidencePack pack;
  EXPECT_THAT(Get("", &pack), IsBadField("from"));
  EXPECT_THAT(Get("from { year: 2025 month: 1 day: 2 } to { year: 2025 month: 1 day: 1 }", &pack),
              IsBadField("to"));
  EXPECT_THAT(Get("from { year: 1990 month: 1 day: 1 } to { year: 2025 month: 1 day: 1 }", &pack),
              IsBadField("to"));
  EXPECT_THAT(Get(kPeriod + std::string("known_at { seconds: 9000000000 }"), &pack),
              IsBadField("known_at"));
  EXPECT_THAT(Get(kPeriod + std::string("known_at { seconds: 1000000000 }"), &pack),
              IsError(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND"))
      << "nothing of it was known then";
}

}  // namespace
}  // namespace setara
