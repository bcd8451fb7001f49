#include "clients/commands.h"
#include "clients/evidence.h"
#include "clients/flags.h"
#include "clients/quota_evidence.h"
#include "clients/quota_fill.h"
#include "clients/quota_parts.h"
#include "clients/quota_projection.h"
#include "clients/quota_text.h"
#include "setara/v1/quota.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::QuotaService::Stub;

template <typename Request>
void AddAsOf(CLI::App* command, Request* request) {
  AddDay(
      command, "--as-of", [request](const v1::Date& day) { *request->mutable_as_of() = day; },
      "The day asked about, by default today in Jakarta");
}

template <typename Request>
void AddKnownAt(CLI::App* command, Request* request) {
  AddInstant(
      command, "--known-at",
      [request](const google::protobuf::Timestamp& instant) {
        *request->mutable_known_at() = instant;
      },
      "Only what was known then");
}

void AddRequired(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("required", "What a headcount requires; no record needed");
  auto request = std::make_shared<v1::ComputeRequiredWorkersRequest>();
  command
      ->add_option_function<std::string>(
          "--kind",
          [request](const std::string& word) {
            request->set_kind(
                static_cast<v1::EmployerKind>(ReadChoice(v1::EmployerKind_descriptor(), word)));
          },
          "Kind of employer: " + ChoicesText(v1::EmployerKind_descriptor()))
      ->required();
  command
      ->add_option_function<int64_t>(
          "--headcount", [request](int64_t count) { request->set_headcount(count); },
          "All workers, heads")
      ->required();
  AddAsOf(command, request.get());
  AddText(command, "--region", request->mutable_region_code(), "Seat, for regional rules: 33.72");
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ComputeRequiredWorkersResponse response;
      if (!app.Call(&Stub::ComputeRequiredWorkers, *request, &response)) return app.exit_code();
      PrintRequired(app, response);
      return kExitOk;
    };
  });
}

void AddStatus(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("status", "Where one employer stands on a day");
  auto request = std::make_shared<v1::GetQuotaStatusRequest>();
  command
      ->add_option_function<std::string>(
          "employer",
          [request](const std::string& id) {
            request->set_employer(ResourceName("employers", id));
          },
          "employers/ID or ID")
      ->required();
  AddAsOf(command, request.get());
  AddKnownAt(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::QuotaStatus status;
      if (!app.Call(&Stub::GetQuotaStatus, *request, &status)) return app.exit_code();
      PrintStatus(app, status);
      return kExitOk;
    };
  });
}

// Page by page, so that a nation's list needs no more memory than a page.
int StreamStatuses(App& app, v1::ListQuotaStatusesRequest request) {
  request.set_skip_totals(true);
  if (request.page_size() == 0) request.set_page_size(1000);
  for (bool first = true;; first = false) {
    v1::ListQuotaStatusesResponse page;
    if (!app.Call(&Stub::ListQuotaStatuses, request, &page)) return app.exit_code();
    const std::string csv = StatusesCsv(app, page);
    app.Print(first ? csv : csv.substr(csv.find('\n') + 1));
    if (page.next_page_token().empty()) return kExitOk;
    request.set_page_token(page.next_page_token());
  }
}

void AddList(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("list", "Employers by shortfall, with totals");
  auto request = std::make_shared<v1::ListQuotaStatusesRequest>();
  AddAsOf(command, request.get());
  AddKnownAt(command, request.get());
  AddText(command, "--region", request->mutable_region_code(),
          "Only with their registered seat here or below");
  AddChoices<v1::EmployerKind>(command, "--kind", request->mutable_kinds(), "Only these kinds");
  AddChoices<v1::QuotaState>(command, "--status", request->mutable_states(), "Only these states");
  AddTexts(command, "--section", request->mutable_kbli_sections(),
           "Only these sections of KBLI (C), with --kbli-edition");
  AddText(command, "--kbli-edition", request->mutable_kbli_edition(), "2020 or 2025");
  command->add_option_function<int64_t>(
      "--min-headcount", [request](int64_t count) { request->set_headcount_min(count); },
      "Only with at least so many workers");
  command->add_option_function<int64_t>(
      "--max-headcount", [request](int64_t count) { request->set_headcount_max(count); },
      "Only with at most so many workers");
  command->add_flag_function(
      "--no-totals", [request](int64_t) { request->set_skip_totals(true); },
      "Leave the totals out, which take longer than the page");
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      if (app.settings.all && app.settings.output == OutputFormat::kCsv) {
        return StreamStatuses(app, *request);
      }
      v1::ListQuotaStatusesResponse response;
      if (!app.CallPages(&Stub::ListQuotaStatuses, *request, &response)) return app.exit_code();
      PrintStatuses(app, response);
      return kExitOk;
    };
  });
}

}  // namespace

void AddQuota(CLI::App& root, App& app) {
  CLI::App* noun =
      root.add_subcommand("quota", "The duty of UU 8/2016 art. 53")->require_subcommand(1);
  AddRequired(noun, app);
  AddStatus(noun, app);
  AddList(noun, app);
  AddFill(noun, app);
  AddQuotaEvidence(noun, app);
  AddWhatIf(noun, app);
  AddSeries(noun, app);
  AddEvidencePack(noun, app);
  AddQuotaHistory(noun, app);
  AddQuotaTotals(noun, app);
  AddQuotaRules(noun, app);
}

}  // namespace setara
