// `setara cases`: the report that opens a case, and its correction.
#include "clients/case_text.h"
#include "clients/case_verbs.h"
#include "clients/flags.h"
#include "setara/v1/case.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::CaseService::Stub;

struct Report {
  Report() : flags(&report) {}

  v1::CaseReport report;
  MessageFlags flags;
  std::string file;
};

void AddReportFlags(CLI::App* command, Report* report) {
  const FieldFlag flags[] = {
      {"--worker", "seeker", "The worker: seekers/ID or ID", false, "seekers"},
      {"--employer", "employer", "Employer of the accident; none for BPU and PMI", false,
       "employers"},
      {"--previous", "previous_case", "The closed case that this one continues", false, "cases"},
      {"--injury", "injury", "What happened"},
      {"--segment", "segment", "Segment of BPJS Ketenagakerjaan"},
      {"--jkk-member,!--no-jkk-member", "jkk_member",
       "Whether the worker was a member of JKK on the day"},
      {"--happened", "happen_time", "When; of a disease, when it was diagnosed"},
      {"--employer-knew", "employer_know_time", "When the employer knew of it, by default at once"},
      {"--first-report", "first_report_time", "First report by any channel, by default this one"},
      {"--incapacity-from", "incapacity_from", "First day without work"},
      {"--region", "region_code",
       "Kemendagri code of the place: its time zone rules the deadlines"},
      {"--occupation", "occupation_code", "KBJI/ISCO-08 code of the old job, 1-4 digits"},
      {"--wage", "wage_idr_per_month", "Wage before, rupiah a month"},
  };
  for (const FieldFlag& flag : flags) report->flags.Add(command, flag);
  AddText(command, "--file", &report->file,
          "proto3 JSON of CaseReport; flags win over it; - for standard input");
}

int Open(App& app, v1::CreateCaseRequest& request, Report& report) {
  std::optional<JsonFile> file;
  if (!ReadBelow(app, report.file, &report.report, &report.flags, &file)) return app.exit_code();
  *request.mutable_report() = report.report;
  request.set_validate_only(app.settings.dry_run);
  v1::Case opened;
  if (!app.Call(&Stub::CreateCase, request, &opened, PlaceIn(report.flags, file))) {
    return app.exit_code();
  }
  PrintCaseStep(app, opened);
  return kExitOk;
}

void AddOpen(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("open", "Open a case with the report of the accident or disease")
          ->alias("report-accident");
  auto request = std::make_shared<v1::CreateCaseRequest>();
  auto report = std::make_shared<Report>();
  AddReportFlags(command, report.get());
  AddText(command, "--request-id", request->mutable_request_id(),
          "The same one within 24 hours gives the first answer and stores nothing");
  command->callback([&app, request, report] {
    app.command = [&app, request, report] { return Open(app, *request, *report); };
  });
}

// A report is recorded anew as a whole: what the flags do not say stays as it stands.
int Amend(App& app, v1::AddCaseEventRequest& request, Report& report) {
  v1::GetCaseRequest get;
  get.set_name(request.parent());
  v1::Case record;
  if (!app.Call(&Stub::GetCase, get, &record)) return app.exit_code();
  if (request.etag().empty()) request.set_etag(record.etag());
  std::optional<JsonFile> file;
  if (!ReadBelow(app, report.file, &report.report, &report.flags, &file)) return app.exit_code();
  v1::CaseReport* whole = request.mutable_event()->mutable_report();
  *whole = record.report();
  whole->MergeFrom(report.report);
  request.set_validate_only(app.settings.dry_run);
  v1::Case after;
  if (!app.Call(&Stub::AddCaseEvent, request, &after, PlaceIn(report.flags, file))) {
    return app.exit_code();
  }
  PrintCaseStep(app, after);
  return kExitOk;
}

void AddAmend(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("amend", "Correct the report; the earlier one stays");
  auto request = std::make_shared<v1::AddCaseEventRequest>();
  auto report = std::make_shared<Report>();
  AddCaseId(command, request->mutable_parent());
  AddReportFlags(command, report.get());
  AddText(command, "--reason", request->mutable_event()->mutable_reason(), "Why");
  AddRetryFlags(command, request.get());
  command->callback([&app, request, report] {
    app.command = [&app, request, report] { return Amend(app, *request, *report); };
  });
}

}  // namespace

void AddCaseReports(CLI::App* noun, App& app) {
  AddOpen(noun, app);
  AddAmend(noun, app);
}

}  // namespace setara
