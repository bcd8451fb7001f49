#include "server/rpc/case_report_view.h"

#include <algorithm>
#include <vector>

#include "server/rpc/convert.h"

namespace setara {
namespace {

using casework::CaseloadCounts;
using casework::Rounded;
using casework::RoundedLine;
using casework::ShownCount;
using casework::ShownLine;
using casework::StateLoad;
using casework::SuccessRates;

// Counts as the reader may see them.
class Shower {
 public:
  explicit Shower(ReportReader reader) : exact_(reader == ReportReader::kOwnSupervisor) {}

  bool exact() const { return exact_; }
  ShownCount One(int64_t count) const { return exact_ ? ShownCount(count) : Rounded(count); }
  // Cells that add up to their total.
  ShownLine Line(const std::vector<int64_t>& counts) const {
    if (!exact_) return RoundedLine(counts);
    ShownLine line;
    int64_t total = 0;
    for (int64_t count : counts) {
      line.cells.emplace_back(count);
      total += count;
    }
    line.total = total;
    return line;
  }
  // exact: the share of the counts themselves.
  std::optional<int64_t> Share(ShownCount part, ShownCount whole,
                               std::optional<int64_t> exact) const {
    return exact_ ? exact : casework::ShownShare(part, whole);
  }
  std::optional<int> Days(int days, int64_t people) const {
    if (people == 0) return std::nullopt;
    return exact_ ? std::optional<int>(days) : casework::ShownDays(days, people);
  }

 private:
  const bool exact_;
};

void Fill(ShownCount count, v1::CaseCount* out) {
  if (count) out->set_value(*count);
}

void FillState(const StateLoad& load, ShownCount cases, const Shower& shower,
               v1::StateAgeing* out) {
  out->set_state(static_cast<v1::CaseState>(load.age.state));
  Fill(cases, out->mutable_cases());
  // What is left out as a whole is left out in its parts.
  const ShownLine buckets = shower.Line({load.age.buckets.begin(), load.age.buckets.end()});
  for (const ShownCount& bucket : buckets.cells) {
    Fill(cases ? bucket : std::nullopt, out->add_buckets());
  }
  if (!cases || load.age.cases == 0) return;
  if (const auto days = shower.Days(load.age.median_days, load.age.cases)) {
    out->set_median_days(*days);
  }
  if (shower.exact()) out->set_oldest_days(load.age.oldest_days);
  const int64_t exact = (load.overdue * 20'000 + load.age.cases) / (2 * load.age.cases);
  if (const auto share = shower.Share(shower.One(load.overdue), cases, exact)) {
    out->set_overdue_share(static_cast<int32_t>(*share));
  }
}

void FillKind(const casework::KindCount& kind, const Shower& shower,
              const casework::CaseRules& rules, v1::DeadlineKindCount* out) {
  casework::Deadline named{.kind = kind.kind};
  for (const casework::Duration& duration : rules.durations.all()) {
    if (duration.id == kind.kind) named.duration = &duration;
  }
  out->set_kind(kind.kind);
  out->mutable_label()->set_indonesian(named.Label(Language::kIndonesian));
  out->mutable_label()->set_english(named.Label(Language::kEnglish));
  Fill(shower.One(kind.overdue), out->mutable_overdue());
  Fill(shower.One(kind.due), out->mutable_due());
  Fill(shower.One(kind.coming_up), out->mutable_coming_up());
  Fill(shower.One(kind.sounding), out->mutable_sounding());
}

// A measure of every row with its total: a line of its own.
ShownLine Column(const Shower& shower, std::span<const OutcomeGroup> groups,
                 int64_t SuccessRates::* measure) {
  std::vector<int64_t> counts;
  for (const OutcomeGroup& group : groups) counts.push_back(group.rates.*measure);
  return shower.Line(counts);
}

constexpr int64_t SuccessRates::* kMeasures[] = {&SuccessRates::cases, &SuccessRates::enrolled,
                                                 &SuccessRates::open, &SuccessRates::closed,
                                                 &SuccessRates::returned};

// The counts of one row, in the order of kMeasures.
using ShownMeasures = std::vector<ShownCount>;

void FillRow(const OutcomeGroup& group, const ShownMeasures& shown, const Shower& shower,
             v1::CaseOutcomeRow* out) {
  out->set_key(group.key);
  Fill(shown[0], out->mutable_cases());
  Fill(shown[1], out->mutable_enrolled());
  Fill(shown[2], out->mutable_open());
  Fill(shown[3], out->mutable_closed());
  Fill(shown[4], out->mutable_returned());
  const auto closed = shower.Share(shown[4], shown[3], group.rates.ReturnedOfClosed());
  if (closed) out->set_returned_of_closed(static_cast<int32_t>(*closed));
  const auto enrolled = shower.Share(shown[4], shown[1], group.rates.ReturnedOfEnrolled());
  if (enrolled) out->set_returned_of_enrolled(static_cast<int32_t>(*enrolled));
  const int64_t returned = group.time.cases;
  if (const auto days = shower.Days(group.time.quarter_days, returned)) {
    out->set_quarter_days(*days);
  }
  if (const auto days = shower.Days(group.time.median_days, returned)) out->set_median_days(*days);
  if (const auto days = shower.Days(group.time.three_quarters_days, returned)) {
    out->set_three_quarters_days(*days);
  }
  const ShownLine outcomes =
      shower.Line({group.rates.outcomes.begin(), group.rates.outcomes.end()});
  for (size_t i = 1; i < outcomes.cells.size(); ++i) {
    v1::CaseOutcomeRow::OutcomeCount* one = out->add_outcomes();
    one->set_outcome(static_cast<v1::CaseOutcome>(i));
    Fill(outcomes.cells[i], one->mutable_cases());
  }
}

}  // namespace

void FillCaseload(const CaseloadCounts& counts, ReportReader reader,
                  const casework::CaseRules& rules, v1::CaseloadReport* out) {
  const Shower shower(reader);
  std::vector<int64_t> cells;
  for (const StateLoad& load : counts.states) cells.push_back(load.age.cases);
  const ShownLine states = shower.Line(cells);
  Fill(states.total, out->mutable_open_cases());
  for (size_t i = 0; i < counts.states.size(); ++i) {
    FillState(counts.states[i], states.cells[i], shower, out->add_ageing());
  }
  if (shower.exact()) {
    for (const casework::ManagerLoad& load : counts.managers) {
      v1::ManagerCaseload* one = out->add_managers();
      one->set_manager(load.manager);
      Fill(load.cases, one->mutable_cases());
      Fill(load.overdue_cases, one->mutable_overdue_cases());
    }
  }
  for (const casework::KindCount& kind : counts.kinds) {
    FillKind(kind, shower, rules, out->add_deadlines());
  }
}

void FillOutcomes(const OutcomeGroup& total, std::span<const OutcomeGroup> groups,
                  ReportReader reader, v1::CaseOutcomeReport* out) {
  const Shower shower(reader);
  std::vector<ShownMeasures> rows(groups.size());
  ShownMeasures totals;
  for (int64_t SuccessRates::* measure : kMeasures) {
    const ShownLine column = Column(shower, groups, measure);
    for (size_t i = 0; i < groups.size(); ++i) rows[i].push_back(column.cells[i]);
    // Without rows there is no line to protect, and the total stands alone.
    totals.push_back(groups.empty() ? shower.One(total.rates.*measure) : column.total);
  }
  FillRow(total, totals, shower, out->mutable_total());
  for (size_t i = 0; i < groups.size(); ++i) FillRow(groups[i], rows[i], shower, out->add_rows());
}

void FillHistory(std::span<const casework::Caseload> points, ReportReader reader,
                 v1::ListCaseloadHistoryResponse* out) {
  const Shower shower(reader);
  for (const casework::Caseload& point : points) {
    v1::CaseloadPoint* one = out->add_points();
    *one->mutable_day() = ToProto(point.day);
    std::vector<int64_t> cells;
    std::vector<CaseState> states;
    for (int s = 1; s < kCaseStates; ++s) {
      if (static_cast<CaseState>(s) == CaseState::kClosed) continue;
      states.push_back(static_cast<CaseState>(s));
      cells.push_back(point.cases[static_cast<size_t>(s)]);
    }
    const ShownLine line = shower.Line(cells);
    Fill(line.total, one->mutable_open_cases());
    for (size_t i = 0; i < states.size(); ++i) {
      v1::CaseloadPoint::StateCount* state = one->add_states();
      state->set_state(static_cast<v1::CaseState>(states[i]));
      Fill(line.cells[i], state->mutable_cases());
    }
  }
}

}  // namespace setara
