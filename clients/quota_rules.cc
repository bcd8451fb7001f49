// `setara quota rules`: the law table, what officers recorded beside it, and how they do.
#include "clients/flags.h"
#include "clients/quota_parts.h"
#include "clients/words.h"
#include "setara/v1/quota.grpc.pb.h"
#include "setara/v1/quota_rule.grpc.pb.h"

namespace setara {
namespace {

void AddRule(App& app, const v1::QuotaRule& rule, Table* table) {
  std::string shown;
  std::string raw;
  for (const int value : rule.kinds()) {
    const auto kind = static_cast<v1::EmployerKind>(value);
    shown += (shown.empty() ? "" : ", ") + Label(app.settings.language, kind);
    raw += (raw.empty() ? "" : ";") + v1::EmployerKind_Name(kind);
  }
  table->Add({rule.rule_id(), rule.legal_basis(), rule.region_code(), Cell(shown, raw),
              rule.formula(), DayText(rule.valid_from()), DayText(rule.valid_until()),
              rule.has_known_at() ? InstantText(rule.known_at()) : ""});
  if (!rule.note().empty()) table->Note(rule.note());
}

Table RuleTable(const App& app) {
  return Table({{"rule_id", app.Say("Aturan", "Rule"), false, true},
                {"legal_basis", app.Say("Dasar hukum", "Legal basis")},
                {"region_code", app.Say("Daerah", "Region"), false, true},
                {"kinds", app.Say("Untuk", "For")},
                {"formula", app.Say("Rumus", "Formula")},
                {"valid_from", app.Say("Sejak", "From"), false, true},
                {"valid_until", app.Say("Sampai sebelum", "Until before"), false, true},
                {"known_at", app.Say("Dicatat", "Recorded"), false, true}});
}

void PrintRule(App& app, const v1::QuotaRule& rule) {
  Table table = RuleTable(app);
  AddRule(app, rule, &table);
  app.PrintAnswer(rule, table);
  if (app.for_people() && app.settings.dry_run) {
    app.Print(app.Say("Hanya diperiksa: tidak ada yang disimpan.\n",
                      "Only checked: nothing was stored.\n"));
  }
}

void AddRulesList(CLI::App* command, App& app) {
  auto request = std::make_shared<v1::ListQuotaRulesRequest>();
  AddDay(
      command, "--as-of", [request](const auto& day) { *request->mutable_as_of() = day; },
      "Only rules in force on this day");
  AddInstant(
      command, "--known-at", [request](const auto& at) { *request->mutable_known_at() = at; },
      "Only what was known then");
  command->callback([&app, request, command] {
    if (!command->get_subcommands().empty()) return;
    app.command = [&app, request] {
      v1::ListQuotaRulesResponse response;
      if (!app.Call(&v1::QuotaService::Stub::ListQuotaRules, *request, &response)) {
        return app.exit_code();
      }
      Table table = RuleTable(app);
      for (const v1::QuotaRule& rule : response.rules()) AddRule(app, rule, &table);
      app.PrintAnswer(response, table);
      return kExitOk;
    };
  });
}

void AddFigure(CLI::App* command, v1::QuotaRule* rule) {
  command->add_option_function<int32_t>(
      "--rate-basis-points", [rule](int32_t points) { rule->set_rate_basis_points(points); },
      "Hundredths of a percent of all workers: 200 for 2 %");
  command->add_option_function<std::string>(
      "--formula",
      [rule](const std::string& word) {
        rule->set_formula_kind(
            static_cast<v1::QuotaFormula>(ReadChoice(v1::QuotaFormula_descriptor(), word)));
      },
      "In place of a rate: " + ChoicesText(v1::QuotaFormula_descriptor()));
  command->add_option_function<int64_t>(
      "--min-headcount", [rule](int64_t count) { rule->set_min_headcount_workers(count); },
      "Below it nothing is due, by the rule's own text");
  command->add_option_function<int64_t>(
      "--practice-minimum", [rule](int64_t count) { rule->set_practice_minimum_workers(count); },
      "Below it officials do not ask in practice; a flag, never the law");
}

void AddRulesAdd(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "add", "Record a rule; it changes no answer given as known before it (--dry-run checks)");
  auto request = std::make_shared<v1::CreateQuotaRuleRequest>();
  v1::QuotaRule* rule = request->mutable_rule();
  AddText(command, "id", rule->mutable_rule_id(), "Short and never used again: PBM26P")->required();
  AddText(command, "--basis", rule->mutable_legal_basis(), "\"Perda Kota X 1/2026 pasal 9\"")
      ->required();
  AddChoices<v1::EmployerKind>(command, "--kind", rule->mutable_kinds(), "The kinds it binds")
      ->required();
  AddText(command, "--region", rule->mutable_region_code(), "Regional: 33.72; else nation-wide");
  AddDay(
      command, "--from", [rule](const auto& day) { *rule->mutable_valid_from() = day; },
      "First day in force")
      ->required();
  AddDay(
      command, "--until", [rule](const auto& day) { *rule->mutable_valid_until() = day; },
      "First day no longer in force");
  AddFigure(command, rule);
  command->add_flag_function(
      "--verified", [rule](int64_t) { rule->set_verified(true); }, "The source itself was read");
  AddText(command, "--note", rule->mutable_note(), "Remarks, Indonesian");
  AddTexts(command, "--replaces", request->mutable_replaces(),
           "Rules that end the day this one begins: N16P");
  AddText(command, "--request-id", request->mutable_request_id(),
          "The same one within 24 hours gives the first answer and stores nothing");
  command->callback([&app, request] {
    app.command = [&app, request] {
      request->set_validate_only(app.settings.dry_run);
      v1::QuotaRule stored;
      if (!app.Call(&v1::QuotaRuleService::Stub::CreateQuotaRule, *request, &stored)) {
        return app.exit_code();
      }
      PrintRule(app, stored);
      return kExitOk;
    };
  });
}

void AddRulesEnd(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("end", "Say until when a rule is in force");
  auto request = std::make_shared<v1::EndQuotaRuleRequest>();
  AddText(command, "id", request->mutable_rule_id(), "The rule")->required();
  AddDay(
      command, "--until", [request](const auto& day) { *request->mutable_valid_until() = day; },
      "First day no longer in force");
  command->add_flag_function(
      "--withdraw", [request](int64_t) { request->set_withdraw(true); },
      "Recorded by mistake: from now on as if it had never been");
  command->callback([&app, request] {
    app.command = [&app, request] {
      request->set_validate_only(app.settings.dry_run);
      v1::QuotaRule stored;
      if (!app.Call(&v1::QuotaRuleService::Stub::EndQuotaRule, *request, &stored)) {
        return app.exit_code();
      }
      PrintRule(app, stored);
      return kExitOk;
    };
  });
}

}  // namespace

void AddQuotaRules(CLI::App* noun, App& app) {
  CLI::App* rules = noun->add_subcommand(
      "rules", "The rules with their legal basis; add and end record what officers know");
  rules->require_subcommand(0, 1);
  AddRulesList(rules, app);
  AddRulesList(rules->add_subcommand("list", "The rules with their legal basis"), app);
  AddRulesAdd(rules, app);
  AddRulesEnd(rules, app);
}

}  // namespace setara
