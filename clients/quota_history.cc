// `setara quota history` and `setara quota totals`.
#include "clients/flags.h"
#include "clients/labels.h"
#include "clients/quota_parts.h"
#include "clients/words.h"
#include "setara/v1/quota.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::QuotaService::Stub;

Cell CountCell(const App& app, bool known, int64_t count, const std::string& unknown = "") {
  if (!known) return Cell(unknown, "");
  return Cell(Number(app.settings.language, count), std::to_string(count));
}

// Values of an enum for people and, with semicolons, for programs.
template <typename Enum>
Cell ListCell(const App& app, const google::protobuf::RepeatedField<int>& values) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  std::string shown, raw;
  for (const int value : values) {
    shown += (shown.empty() ? "" : ", ") + EnumLabel(app.settings.language, type, value);
    raw += (raw.empty() ? "" : ";") + type->FindValueByNumber(value)->name();
  }
  return Cell(shown, raw);
}

std::string Ids(const google::protobuf::RepeatedPtrField<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : " ") + id;
  return text;
}

void AddInterval(App& app, Labels& labels, const v1::QuotaHistoryInterval& interval, Table* table) {
  const TextLanguage language = app.settings.language;
  table->Add({DayText(interval.valid_from()), DayText(interval.valid_until()),
              Cell(Label(language, interval.state()), v1::QuotaState_Name(interval.state())),
              CountCell(app, interval.has_headcount(), interval.headcount()),
              CountCell(app, interval.has_required_workers(), interval.required_workers()),
              CountCell(app, interval.has_counted_workers(), interval.counted_workers()),
              CountCell(app, interval.has_shortfall(), interval.shortfall()),
              ListCell<v1::QuotaCause>(app, interval.causes()), Ids(interval.rule_ids()),
              ListCell<v1::QuotaFlag>(app, interval.flags()),
              Cell(Label(language, interval.kind()), v1::EmployerKind_Name(interval.kind())),
              Cell(app.for_people() ? labels.Region(interval.seat_region_code()) : "",
                   interval.seat_region_code()),
              InstantText(interval.known_from()),
              ListCell<v1::QuotaCause>(app, interval.learned())});
}

void PrintHistory(App& app, const v1::QuotaHistory& history) {
  Labels labels(app);
  Table table({{"valid_from", app.Say("Sejak", "From"), false, true},
               {"valid_until", app.Say("Sampai sebelum", "Until before"), false, true},
               {"state", app.Say("Status", "Status"), false, true},
               {"headcount", app.Say("Pekerja", "Workers"), true},
               {"required_workers", app.Say("Wajib", "Required"), true},
               {"counted_workers", app.Say("Terhitung", "Counted"), true},
               {"shortfall", app.Say("Kurang", "Short by"), true},
               {"causes", app.Say("Sebab", "Causes")},
               {"rule_ids", app.Say("Aturan", "Rules")},
               {"flags", app.Say("Catatan", "Remarks")},
               {"kind", app.Say("Jenis", "Kind")},
               {"seat_region_code", app.Say("Kedudukan", "Seat")},
               {"known_from", app.Say("Diketahui sejak", "Known since"), false, true},
               {"learned", app.Say("Dari", "By")}});
  for (const auto& interval : history.intervals()) AddInterval(app, labels, interval, &table);
  if (app.for_people()) {
    app.Print(history.employer_display_name() + " (" + history.employer() + ")" +
              app.Say(", menurut yang diketahui ", ", as known at ") +
              InstantText(history.known_at()) + "\n\n");
  }
  app.PrintAnswer(history, table);
}

std::string GroupText(App& app, Labels& labels, const v1::SummarizeQuotaRequest& request,
                      const v1::QuotaSummaryRow& row) {
  const std::string unknown = app.Say("tidak diketahui", "not known");
  std::string text;
  switch (request.group_by()) {
    case v1::QUOTA_GROUP_BY_KIND:
      text = Label(app.settings.language, row.kind());
      break;
    case v1::QUOTA_GROUP_BY_SECTION:
      text = row.kbli_section();
      break;
    default:
      text = labels.Region(row.region_code());
  }
  return text.empty() ? unknown : text;
}

std::string GroupKey(const v1::SummarizeQuotaRequest& request, const v1::QuotaSummaryRow& row) {
  if (request.group_by() == v1::QUOTA_GROUP_BY_KIND) return v1::EmployerKind_Name(row.kind());
  if (request.group_by() == v1::QUOTA_GROUP_BY_SECTION) return row.kbli_section();
  return row.region_code();
}

void PrintSummary(App& app, const v1::SummarizeQuotaRequest& request,
                  const v1::SummarizeQuotaResponse& response) {
  Labels labels(app);
  Table table({{"group", app.Say("Kelompok", "Group"), false, true},
               {"employers", app.Say("Pemberi kerja", "Employers"), true},
               {"met", app.Say("Terpenuhi", "Met"), true},
               {"short", app.Say("Kurang", "Short"), true},
               {"no_data", app.Say("Tanpa data", "No data"), true},
               {"no_rule", app.Say("Tanpa aturan", "No rule"), true},
               {"headcount", app.Say("Pekerja", "Workers"), true},
               {"required_workers", app.Say("Wajib", "Required"), true},
               {"counted_workers", app.Say("Terhitung", "Counted"), true},
               {"shortfall", app.Say("Kurang orang", "Short by"), true}});
  bool hidden = false;
  const auto add = [&](const Cell& group, const v1::QuotaSummaryRow& row) {
    const std::string left_out = app.Say("dilindungi", "protected");
    hidden = hidden || !row.has_counted_workers();
    table.Add({group, CountCell(app, true, row.employers()), CountCell(app, true, row.met()),
               CountCell(app, true, row.short_()), CountCell(app, true, row.no_data()),
               CountCell(app, true, row.no_rule()), CountCell(app, true, row.headcount()),
               CountCell(app, true, row.required_workers()),
               CountCell(app, row.has_counted_workers(), row.counted_workers(), left_out),
               CountCell(app, row.has_shortfall(), row.shortfall(), left_out)});
  };
  for (const v1::QuotaSummaryRow& row : response.rows()) {
    add(Cell(app.for_people() ? GroupText(app, labels, request, row) : "", GroupKey(request, row)),
        row);
  }
  add(Cell(app.Say("Jumlah", "Total"), "TOTAL"), response.total());
  app.PrintAnswer(response, table);
  if (!app.for_people()) return;
  app.Print("\n" + app.Say("Pada ", "On ") + DayText(response.as_of()) +
            app.Say(", menurut yang diketahui ", ", as known at ") +
            InstantText(response.known_at()) + "\n");
  if (hidden) {
    app.Print(app.Say("dilindungi: 1-4 orang atau satu pemberi kerja, dan pelengkapnya\n",
                      "protected: 1-4 people or one employer, and what would reveal them\n"));
  }
}

}  // namespace

void AddQuotaHistory(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "history", "What was true of one employer from day to day, with the causes of each change");
  auto request = std::make_shared<v1::GetQuotaHistoryRequest>();
  command
      ->add_option_function<std::string>(
          "employer",
          [request](const std::string& id) {
            request->set_employer(ResourceName("employers", id));
          },
          "employers/ID or ID")
      ->required();
  AddInstant(
      command, "--known-at", [request](const auto& at) { *request->mutable_known_at() = at; },
      "Only what was known then");
  AddDay(
      command, "--from", [request](const auto& day) { *request->mutable_valid_from() = day; },
      "Only what reaches this day or later");
  AddDay(
      command, "--until", [request](const auto& day) { *request->mutable_valid_until() = day; },
      "Only what begins before this day");
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::QuotaHistory history;
      if (!app.Call(&Stub::GetQuotaHistory, *request, &history)) return app.exit_code();
      PrintHistory(app, history);
      return kExitOk;
    };
  });
}

void AddQuotaTotals(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "totals", "Counts and sums by region, kind or section, small ones left out");
  auto request = std::make_shared<v1::SummarizeQuotaRequest>();
  command->add_option_function<std::string>(
      "--by",
      [request](const std::string& word) {
        request->set_group_by(
            static_cast<v1::QuotaGroupBy>(ReadChoice(v1::QuotaGroupBy_descriptor(), word)));
      },
      "Rows: " + ChoicesText(v1::QuotaGroupBy_descriptor()));
  AddDay(
      command, "--as-of", [request](const auto& day) { *request->mutable_as_of() = day; },
      "The day asked about, by default today in Jakarta");
  AddInstant(
      command, "--known-at", [request](const auto& at) { *request->mutable_known_at() = at; },
      "Only what was known then");
  AddText(command, "--region", request->mutable_region_code(),
          "Only with their registered seat here or below");
  AddChoices<v1::EmployerKind>(command, "--kind", request->mutable_kinds(), "Only these kinds");
  AddTexts(command, "--section", request->mutable_kbli_sections(),
           "Only these sections of KBLI (C), with --kbli-edition");
  AddText(command, "--kbli-edition", request->mutable_kbli_edition(), "2020 or 2025");
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::SummarizeQuotaResponse response;
      if (!app.Call(&Stub::SummarizeQuota, *request, &response)) return app.exit_code();
      PrintSummary(app, *request, response);
      return kExitOk;
    };
  });
}

}  // namespace setara
