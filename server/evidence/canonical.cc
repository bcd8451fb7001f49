#include "server/evidence/canonical.h"

#include <map>
#include <nlohmann/json.hpp>

#include "server/notices/finding.h"
#include "server/notices/steps.h"

namespace setara::evidence {
namespace {

using Json = nlohmann::json;  // its objects are sorted by key

void Put(Json& out, const char* key, const std::optional<int64_t>& value) {
  if (value) out[key] = *value;
}
void Put(Json& out, const char* key, const std::optional<Date>& day) {
  if (day) out[key] = ToString(*day);
}
void Put(Json& out, const char* key, const std::string& text) {
  if (!text.empty()) out[key] = text;
}
void Put(Json& out, const char* key, int code) {
  if (code != 0) out[key] = code;
}

Json Report(const ReportVersion& version) {
  Json out = {{"valid_from", ToString(version.report.valid_from)},
              {"workers", version.report.workers},
              {"retracted", version.retracted},
              {"known_at", ToString(version.known_at)}};
  Put(out, "workers_with_disabilities", version.report.workers_with_disabilities);
  Put(out, "source", version.report.source);
  return out;
}

Json Flags(const quota::Flags& flags) {
  Json out = Json::array();
  if (flags.stale) out.push_back("STALE");
  if (flags.below_practice_minimum) out.push_back("BELOW_PRACTICE_MINIMUM");
  if (flags.aggregate_only) out.push_back("AGGREGATE_ONLY");
  if (flags.records_differ) out.push_back("RECORDS_DIFFER");
  return out;
}

Json Cited(const quota::Citation& citation) {
  Json out = {{"rule", citation.rule->id}};
  Put(out, "required", citation.required);
  Put(out, "sum", citation.sum);
  if (citation.stricter) out["stricter"] = true;
  return out;
}

Json Status(const Stretch& stretch) {
  const quota::Decision& decision = stretch.assessment.decision;
  Json out = {{"from", ToString(stretch.from)},
              {"to", ToString(stretch.to)},
              {"employer_kind", quota::KindWord(stretch.snapshot.kind)},
              {"seat", stretch.snapshot.seat_region_code},
              {"state", quota::StatusWord(decision.status)},
              {"shortfall", decision.shortfall},
              {"flags", Flags(decision.flags)}};
  Put(out, "headcount", decision.headcount);
  if (stretch.snapshot.report) {
    out["report_valid_from"] = ToString(stretch.snapshot.report->valid_from);
  }
  Put(out, "counted", decision.counted);
  Put(out, "counted_by_report", decision.counted_by_report);
  Put(out, "counted_by_records", decision.counted_by_records);
  Put(out, "required", decision.required);
  if (stretch.assessment.statute) out["statute"] = Cited(*stretch.assessment.statute);
  for (const quota::Citation& citation : stretch.assessment.regional) {
    out["regional"].push_back(Cited(citation));
  }
  return out;
}

Json Rule(const quota::Rule& rule) {
  Json out = {{"id", rule.id},
              {"legal_basis", rule.legal_basis},
              {"formula", quota::FormulaWords(rule)},
              {"practice_minimum", rule.practice_minimum},
              {"valid_from", ToString(rule.valid_from)},
              {"verified", rule.verified}};
  Put(out, "region", rule.region_code);
  Put(out, "valid_until", rule.valid_until);
  Put(out, "note", rule.note);
  return out;
}

Json Opening(const OfferedOpening& opening) {
  Json out = {{"name", "openings/" + opening.id},
              {"title", opening.title},
              {"positions", opening.positions},
              {"open_from", ToString(opening.open_from)},
              {"known_at", ToString(opening.known_at)}};
  Put(out, "work_kind", static_cast<int>(opening.kind));
  Put(out, "state", static_cast<int>(opening.state));
  Put(out, "region", opening.region_code);
  Put(out, "occupation", opening.occupation_code);
  Put(out, "open_until", opening.open_until);
  return out;
}

Json Referral(const EvidenceReferral& referral, size_t number) {
  Json out = {{"person", "P" + std::to_string(number)},
              {"opening", "openings/" + referral.opening_id},
              {"steps", Json::array()}};
  for (const EvidenceReferral::Step& step : referral.steps) {
    Json one = {{"step", step.step},
                {"occurred_on", ToString(step.occurred_on)},
                {"known_at", ToString(step.known_at)}};
    Put(one, "reason", step.reason);
    Put(one, "starts_on", step.starts_on);
    Put(one, "relation", step.relation);
    out["steps"].push_back(std::move(one));
  }
  return out;
}

void PutReferrals(const std::vector<EvidenceReferral>& referrals, Json& out) {
  std::map<std::string, int64_t> last;
  out["referrals"] = Json::array();
  for (size_t i = 0; i < referrals.size(); ++i) {
    out["referrals"].push_back(Referral(referrals[i], i + 1));
    if (!referrals[i].steps.empty()) ++last[referrals[i].steps.back().step];
  }
  out["referral_totals"] = Json::object();
  for (const auto& [step, people] : last) out["referral_totals"][step] = CellText(people);
}

Json Event(const NoticeEvent& event, const Hash& sha256) {
  Json out = {{"act", notices::ActWord(event.act)},
              {"state", notices::StateWord(event.state)},
              {"time", ToString(event.at)},
              {"actor", event.actor}};
  Put(out, "happened_on", event.happened_on);
  Put(out, "due_on", event.due_on);
  Put(out, "channel", static_cast<int>(event.channel));
  Put(out, "reference", event.reference);
  Put(out, "office", event.office);
  Put(out, "outcome", static_cast<int>(event.outcome));
  Put(out, "signature", static_cast<int>(event.signature));
  Put(out, "signed_on", event.signed_on);
  if (!event.reason.empty()) out["text_sha256"] = sha256(event.reason);
  return out;
}

Json OneNotice(const EvidenceNotice& noticed, const Hash& sha256) {
  const Finding& finding = noticed.notice.finding;
  Json out = {{"name", "notices/" + noticed.notice.id},
              {"finding", notices::FindingWord(finding.kind)},
              {"as_of", ToString(finding.as_of)},
              {"known_at", ToString(finding.known_at)},
              {"shortfall", finding.shortfall},
              {"events", Json::array()},
              {"documents", Json::array()}};
  Put(out, "sum", finding.sum);
  for (const NoticeEvent& event : noticed.events) {
    out["events"].push_back(Event(event, sha256));
    // Approved once at most, and never changed after.
    if (event.act == NoticeAct::kApprove) out["letter_sha256"] = noticed.notice.letter_sha256;
  }
  for (const NoticeDocument& document : noticed.documents) {
    out["documents"].push_back({{"name", "noticeDocuments/" + document.id},
                                {"kind", static_cast<int>(document.kind)},
                                {"media_type", document.media_type},
                                {"size", document.size},
                                {"sha256", document.sha256},
                                {"known_at", ToString(document.created_at)}});
  }
  return out;
}

}  // namespace

bool SameStatus(const Stretch& a, const Stretch& b) {
  Json one = Status(a), other = Status(b);
  for (Json* status : {&one, &other}) {
    status->erase("from");
    status->erase("to");
  }
  return one == other;
}

std::string CellText(int64_t people) {
  return people >= 1 && people <= 4 ? "1–4" : std::to_string(people);
}

std::string Canonical(const Pack& pack, const Hash& sha256) {
  Json out = {{"format", "setara-evidence-pack/1"},
              {"employer",
               {{"name", "employers/" + pack.employer_id}, {"display_name", pack.employer_name}}},
              {"period", {{"from", ToString(pack.from)}, {"to", ToString(pack.to)}}},
              {"known_at", ToString(pack.known_at)}};
  for (const char* list : {"reports", "status", "rules", "openings", "notices"}) {
    out[list] = Json::array();
  }
  for (const ReportVersion& version : pack.reports) out["reports"].push_back(Report(version));
  for (const Stretch& stretch : pack.series) out["status"].push_back(Status(stretch));
  for (const quota::Rule* rule : pack.rules) out["rules"].push_back(Rule(*rule));
  for (const OfferedOpening& opening : pack.openings) out["openings"].push_back(Opening(opening));
  if (pack.referrals) PutReferrals(*pack.referrals, out);
  for (const EvidenceNotice& noticed : pack.notices) {
    out["notices"].push_back(OneNotice(noticed, sha256));
  }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace setara::evidence
