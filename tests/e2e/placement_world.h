// What the tests of placements share: an employer with its staff, two openings, a person who may be
// placed, and the steps as short calls.
#pragma once

#include <string>

#include "tests/e2e/test_server.h"

namespace setara {

class PlacementWorld : public ::testing::Test {
 protected:
  void SetUp() override {
    employer_ = MakeEmployer("PT Jahit Makmur");
    other_ = MakeEmployer("PT Konveksi");
    opening_ = MakeOpening(employer_, 2);
    other_opening_ = MakeOpening(other_, 1);
    CallerPlace place;
    place.employer_id = employer_.name().substr(10);
    CallerPlace elsewhere;
    elsewhere.branch = "SBY-01";
    server_.Stop();
    staff_ = As(server_.AddAccount("staff-hr", v1::ROLE_EMPLOYER_STAFF, place), "placement");
    surabaya_ = As(server_.AddAccount("sby", v1::ROLE_COUNSELOR, elsewhere), "placement");
    server_.Start();
    person_ = MakePerson("Wulandari");
  }

  static TestServer::Options As(const std::string& bearer, const std::string& purpose) {
    TestServer::Options options;
    options.bearer = bearer;
    options.purpose = purpose;
    return options;
  }
  // The person's own account; the server is stopped meanwhile.
  TestServer::Options OwnAccountOf(const v1::Seeker& seeker) {
    CallerPlace place;
    place.seeker_id = seeker.name().substr(8);
    server_.Stop();
    const std::string token = server_.AddAccount("own-" + place.seeker_id, v1::ROLE_SEEKER, place);
    server_.Start();
    return As(token, "own-data");
  }

  // What the person gets who asks for their own data; the server is stopped meanwhile.
  v1::ExportPersonDataResponse OwnExportOf(const v1::Seeker& seeker) {
    v1::ExportPersonDataRequest request;
    request.set_seeker(seeker.name());
    request.set_language(v1::LANGUAGE_ENGLISH);
    v1::ExportPersonDataResponse copy;
    EXPECT_THAT(server_.Call(&Rights::ExportPersonData, request, &copy, OwnAccountOf(seeker)),
                IsOk());
    return copy;
  }

  v1::Employer MakeEmployer(const std::string& name) {
    return server_.CreateEmployer("display_name: '" + name +
                                  "' kind: EMPLOYER_KIND_PRIVATE seat_region_code: '33.72'");
  }
  v1::Opening MakeOpening(const v1::Employer& employer, int positions) {
    return server_.CreateOpening(
        "title: 'Operator jahit' kind: WORK_KIND_EMPLOYMENT region_code: '33.72' positions: " +
        std::to_string(positions) + " employer: '" + employer.name() + "'");
  }
  v1::Seeker MakePerson(const std::string& name) {
    return server_.CreateSeeker(
        "identity { full_name: '" + name +
        "' phone: '0812' birth_date { year: 1990 month: 1 day: 1"
        " } } region_code: '33.72' matching_consent { valid_from { year: 2020 month: 1 day: 1 } }");
  }

  grpc::Status Consent(const v1::Seeker& person, const std::string& purpose,
                       const v1::Employer& employer, const std::string& more = "") {
    v1::Consent consent;
    return server_.Call(
        &Consents::GrantConsent,
        Text<v1::GrantConsentRequest>("seeker: '" + person.name() + "' purpose: CONSENT_PURPOSE_" +
                                      purpose + " employer: '" + employer.name() +
                                      "' channel: CONSENT_CHANNEL_SIGNED_PAPER " + more),
        &consent);
  }
  grpc::Status Withdraw(const v1::Seeker& person, const std::string& purpose) {
    v1::WithdrawConsentResponse response;
    return server_.Call(&Consents::WithdrawConsent,
                        Text<v1::WithdrawConsentRequest>("seeker: '" + person.name() +
                                                         "' purpose: CONSENT_PURPOSE_" + purpose),
                        &response);
  }

  grpc::Status Shortlist(const v1::Seeker& person, const v1::Opening& opening,
                         const std::string& more = "") {
    return server_.Call(
        &Placements::CreatePlacement,
        Text<v1::CreatePlacementRequest>("seeker: '" + person.name() + "' opening: '" +
                                         opening.name() + "' " + more),
        &placement_);
  }
  // Shortlisted and referred, with the consent for it.
  v1::Placement Referred(const v1::Seeker& person, const v1::Opening& opening,
                         const v1::Employer& employer) {
    EXPECT_THAT(Consent(person, "SHARE_WITH_EMPLOYER", employer), IsOk());
    EXPECT_THAT(Shortlist(person, opening), IsOk());
    EXPECT_THAT(Refer(placement_), IsOk());
    return placement_;
  }
  grpc::Status Refer(const v1::Placement& placement, const TestServer::Options& options = {}) {
    return Step<v1::ReferPlacementRequest>(&Placements::ReferPlacement, placement, "", options);
  }
  grpc::Status Advance(const v1::Placement& placement, const std::string& step,
                       const TestServer::Options& options = {}) {
    return Step<v1::AdvancePlacementRequest>(&Placements::AdvancePlacement, placement,
                                             "step: PLACEMENT_STEP_" + step, options);
  }
  grpc::Status End(const v1::Placement& placement, const std::string& step,
                   const std::string& reason, const std::string& more = "",
                   const TestServer::Options& options = {}) {
    return Step<v1::EndPlacementRequest>(
        &Placements::EndPlacement, placement,
        "step: PLACEMENT_STEP_" + step + " reason: '" + reason + "' " + more, options);
  }
  grpc::Status Hire(const v1::Placement& placement, const std::string& more,
                    const TestServer::Options& options = {}) {
    const grpc::Status status =
        server_.Call(&Placements::HirePlacement,
                     Text<v1::HirePlacementRequest>("name: '" + placement.name() + "' " + more),
                     &hired_, options);
    if (status.ok()) placement_ = hired_.placement();
    return status;
  }
  grpc::Status Correct(const v1::Placement& placement, const std::string& more) {
    return Step<v1::CorrectPlacementRequest>(&Placements::CorrectPlacement, placement, more, {});
  }
  grpc::Status Evidence(const v1::Placement& placement, const std::string& more) {
    return Step<v1::RecordQuotaEvidenceRequest>(&Placements::RecordQuotaEvidence, placement, more,
                                                {});
  }
  grpc::Status Get(const v1::Placement& placement, v1::Placement* out,
                   const TestServer::Options& options = {}) {
    v1::GetPlacementRequest request;
    request.set_name(placement.name());
    return server_.Call(&Placements::GetPlacement, request, out, options);
  }
  v1::ListPlacementsResponse List(const std::string& text,
                                  const TestServer::Options& options = {}) {
    v1::ListPlacementsResponse response;
    EXPECT_THAT(server_.Call(&Placements::ListPlacements, Text<v1::ListPlacementsRequest>(text),
                             &response, options),
                IsOk());
    return response;
  }

  template <typename Request>
  grpc::Status Step(grpc::Status (Placements::*method)(grpc::ClientContext*, const Request&,
                                                       v1::Placement*),
                    const v1::Placement& placement, const std::string& more,
                    const TestServer::Options& options) {
    v1::Placement after;
    const grpc::Status status = server_.Call(
        method, Text<Request>("name: '" + placement.name() + "' " + more), &after, options);
    if (status.ok()) placement_ = after;
    return status;
  }

  // "field { year: ... }" of a day, "2025-06-15" being the day of the tests.
  static std::string On(const std::string& field, const std::string& day) {
    const auto part = [&](size_t at) { return std::to_string(std::stoi(day.substr(at, 2))); };
    return field + " { year: " + day.substr(0, 4) + " month: " + part(5) + " day: " + part(8) +
           " } ";
  }
  // Noon in Jakarta of the day.
  void SetDay(const std::string& day) {
    server_.clock().Set(Instant(ParseDate(day).value()) + std::chrono::hours(5));
  }

  TestServer server_;
  v1::Employer employer_, other_;
  v1::Opening opening_, other_opening_;
  TestServer::Options staff_, surabaya_;
  v1::Seeker person_;
  v1::Placement placement_;  // of the last step that went well
  v1::HirePlacementResponse hired_;
};

inline constexpr char kEvidence[] =
    " evidence { kind: EVIDENCE_KIND_DISABILITY_CARD valid_from { year: 2025 month: 1 day: 1 } } ";
inline constexpr char kAgreement[] = " agreement { channel: CONSENT_CHANNEL_SIGNED_PAPER } ";

}  // namespace setara
