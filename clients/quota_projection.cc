#include "clients/quota_projection.h"

#include <charconv>

#include "clients/flags.h"
#include "clients/quota_projection_text.h"
#include "setara/v1/quota_projection.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::QuotaProjectionService::Stub;
using Changes = google::protobuf::RepeatedPtrField<v1::QuotaChange>;

// What the command line says, before it is known whether there is a record.
struct WhatIf {
  v1::ProjectQuotaRequest project;
  v1::ComputeQuotaProjectionRequest compute;  // without an employer
  bool same_headcount = false;
};

void AddChanges(CLI::App* command, const std::string& name, v1::QuotaChangeKind kind,
                const std::shared_ptr<WhatIf>& asked, const std::string& help) {
  command->add_option_function<std::vector<std::string>>(
      name,
      [asked, kind](const std::vector<std::string>& texts) {
        for (const std::string& text : texts) {
          const std::optional<DatedCount> dated = ParseDatedCount(text);
          if (!dated) throw CLI::ValidationError(text, "not a number as 3@2026-03-01 or 3");
          v1::QuotaChange& change = *asked->project.add_changes();
          change.set_kind(kind);
          change.set_count(dated->count);
          if (dated->from) *change.mutable_valid_from() = *dated->from;
        }
      },
      help + ", N@DATE or N (from the first day); repeatable");
}

// The headcount without a day is the one to begin with; all else are changes.
void MoveToCompute(WhatIf& asked) {
  for (v1::QuotaChange& change : *asked.project.mutable_changes()) {
    const bool begins = change.kind() == v1::QUOTA_CHANGE_KIND_HEADCOUNT &&
                        !change.has_valid_from() && !asked.compute.has_headcount();
    if (begins) {
      asked.compute.set_headcount(change.count());
    } else {
      asked.compute.add_changes()->Swap(&change);
    }
  }
  if (asked.project.has_as_of()) *asked.compute.mutable_as_of() = asked.project.as_of();
  if (asked.project.has_until()) *asked.compute.mutable_until() = asked.project.until();
}

int RunWhatIf(App& app, WhatIf asked) {
  for (v1::QuotaChange& change : *asked.project.mutable_changes()) {
    change.set_headcount_unchanged(asked.same_headcount &&
                                   change.kind() != v1::QUOTA_CHANGE_KIND_HEADCOUNT);
  }
  if (!asked.project.employer().empty()) {
    v1::ProjectQuotaResponse response;
    if (!app.Call(&Stub::ProjectQuota, asked.project, &response)) return app.exit_code();
    PrintProjection(app, asked.project.changes(), response);
    return kExitOk;
  }
  MoveToCompute(asked);
  v1::ComputeQuotaProjectionResponse response;
  if (!app.Call(&Stub::ComputeQuotaProjection, asked.compute, &response)) return app.exit_code();
  PrintProjection(app, asked.compute.changes(), response);
  return kExitOk;
}

}  // namespace

std::optional<DatedCount> ParseDatedCount(const std::string& text) {
  const size_t at = text.find('@');
  const char* const end = text.data() + std::min(at, text.size());
  DatedCount dated;
  const auto [stop, error] = std::from_chars(text.data(), end, dated.count);
  if (error != std::errc() || stop != end) return std::nullopt;
  if (at == std::string::npos) return dated;
  dated.from = ParseDay(text.substr(at + 1));
  return dated.from ? std::optional(dated) : std::nullopt;
}

void AddWhatIf(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "what-if", "What will be from a day on, as it stands and with supposed changes");
  auto asked = std::make_shared<WhatIf>();
  CLI::Option* employer = command->add_option_function<std::string>(
      "employer",
      [asked](const std::string& id) {
        asked->project.set_employer(ResourceName("employers", id));
      },
      "employers/ID or ID; without one, give --kind and --headcount");
  AddChanges(command, "--hire", v1::QUOTA_CHANGE_KIND_HIRE, asked,
             "Persons with disabilities who begin and count");
  AddChanges(command, "--headcount", v1::QUOTA_CHANGE_KIND_HEADCOUNT, asked,
             "All workers, those hired and lost by then included");
  AddChanges(command, "--lose", v1::QUOTA_CHANGE_KIND_LOSE, asked, "Persons who count and leave");
  command->add_flag("--same-headcount", asked->same_headcount,
                    "Hires fill places of others, losses are replaced: the headcount stays");
  AddDay(
      command, "--as-of", [asked](const v1::Date& day) { *asked->project.mutable_as_of() = day; },
      "First day, by default today in Jakarta");
  AddDay(
      command, "--until", [asked](const v1::Date& day) { *asked->project.mutable_until() = day; },
      "First day no longer asked about, by default two years later");
  AddInstant(
      command, "--known-at",
      [asked](const google::protobuf::Timestamp& instant) {
        *asked->project.mutable_known_at() = instant;
      },
      "Only what was known then")
      ->needs(employer);
  command
      ->add_option_function<std::string>(
          "--kind",
          [asked](const std::string& word) {
            asked->compute.set_kind(
                static_cast<v1::EmployerKind>(ReadChoice(v1::EmployerKind_descriptor(), word)));
          },
          "Without a record: " + ChoicesText(v1::EmployerKind_descriptor()))
      ->excludes(employer);
  command
      ->add_option_function<int64_t>(
          "--counted", [asked](int64_t count) { asked->compute.set_counted_workers(count); },
          "Without a record: workers with disabilities on the first day")
      ->excludes(employer);
  AddText(command, "--region", asked->compute.mutable_region_code(),
          "Without a record: seat, for regional rules: 33.72")
      ->excludes(employer);
  command->callback(
      [&app, asked] { app.command = [&app, asked] { return RunWhatIf(app, *asked); }; });
}

void AddSeries(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("series", "One employer month by month, with averages");
  auto request = std::make_shared<v1::ListQuotaSeriesRequest>();
  command
      ->add_option_function<std::string>(
          "employer",
          [request](const std::string& id) {
            request->set_employer(ResourceName("employers", id));
          },
          "employers/ID or ID")
      ->required();
  CLI::Option* year = command->add_option_function<int>(
      "--year", [request](int value) { request->set_year(value); },
      "Its twelve months, by default this year");
  AddDay(
      command, "--from", [request](const v1::Date& day) { *request->mutable_from() = day; },
      "Months from this day on")
      ->excludes(year);
  AddDay(
      command, "--until", [request](const v1::Date& day) { *request->mutable_until() = day; },
      "Months before this day")
      ->excludes(year);
  command->add_option_function<std::string>(
      "--day",
      [request](const std::string& word) {
        request->set_day(
            static_cast<v1::QuotaSeriesDay>(ReadChoice(v1::QuotaSeriesDay_descriptor(), word)));
      },
      "Day that stands for a month, by default the last (our default; the statute names none): " +
          ChoicesText(v1::QuotaSeriesDay_descriptor()));
  AddInstant(
      command, "--known-at",
      [request](const google::protobuf::Timestamp& instant) {
        *request->mutable_known_at() = instant;
      },
      "Only what was known then");
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListQuotaSeriesResponse response;
      if (!app.Call(&Stub::ListQuotaSeries, *request, &response)) return app.exit_code();
      PrintSeries(app, *request, response);
      return kExitOk;
    };
  });
}

}  // namespace setara
