#include "server/casework/machine.h"

#include <algorithm>

#include "embedded/casework_guards.h"
#include "embedded/casework_transitions.h"
#include "matcher/domain/table.h"
#include "server/casework/guards.h"
#include "server/casework/shipped.h"
#include "server/casework/words.h"

namespace setara::casework {
namespace {

absl::StatusOr<Guard> ParseGuard(const Table::Row& row, const Citations& citations) {
  Guard guard{.id = std::string(row[0]),
              .citation_id = std::string(row[1]),
              .missing_id = std::string(row[2]),
              .missing_en = std::string(row[3])};
  if (!HasGuardRule(guard.id)) return absl::InvalidArgumentError("no rule of this name");
  if (!citations.Knows(guard.citation_id)) return absl::InvalidArgumentError("unknown citation");
  if (guard.missing_id.empty() || guard.missing_en.empty()) {
    return absl::InvalidArgumentError("a text is empty");
  }
  return guard;
}

absl::Status ParseTarget(std::string_view to, std::string_view outcome, Edge& edge) {
  if (to == "PRIOR") {
    edge.to_prior = true;
  } else {
    absl::StatusOr<CaseState> state = ParseState(to);
    if (!state.ok()) return state.status();
    edge.to = *state;
  }
  if (outcome == "RTW") {
    edge.chooses_return = true;
  } else if (!outcome.empty()) {
    absl::StatusOr<CaseOutcome> parsed = ParseOutcome(outcome);
    if (!parsed.ok()) return parsed.status();
    edge.outcome = *parsed;
  }
  if ((edge.to == CaseState::kClosed) == outcome.empty()) {
    return absl::InvalidArgumentError("an outcome belongs to moves that close, and to them alone");
  }
  return absl::OkStatus();
}

absl::StatusOr<Edge> ParseEdge(const Table::Row& row, const std::vector<Guard>& guards) {
  Edge edge;
  absl::StatusOr<CaseTrigger> trigger = ParseTrigger(row[1]);
  if (!trigger.ok()) return trigger.status();
  edge.trigger = *trigger;
  if (absl::Status target = ParseTarget(row[2], row[3], edge); !target.ok()) return target;
  for (std::string_view id : Split(row[4], ',')) {
    auto found = std::find_if(guards.begin(), guards.end(),
                              [&](const Guard& guard) { return guard.id == id; });
    if (found == guards.end()) {
      return absl::InvalidArgumentError("unknown guard " + std::string(id));
    }
    edge.guards.push_back(static_cast<int>(found - guards.begin()));
  }
  return edge;
}

absl::Status AddEdges(const Table::Row& row, const std::vector<Guard>& guards,
                      std::vector<Edge>& edges) {
  absl::StatusOr<Edge> edge = ParseEdge(row, guards);
  if (!edge.ok()) return edge.status();
  for (std::string_view word : Split(row[0], ',')) {
    absl::StatusOr<CaseState> from = ParseState(word);
    if (!from.ok()) return from.status();
    if (*from == CaseState::kClosed) return absl::InvalidArgumentError("CLOSED has no way out");
    edge->from = *from;
    if (std::any_of(edges.begin(), edges.end(), [&](const Edge& other) {
          return other.from == edge->from && other.trigger == edge->trigger;
        })) {
      return absl::InvalidArgumentError("the move is given twice");
    }
    edges.push_back(*edge);
  }
  return absl::OkStatus();
}

absl::Status At(const Table& table, size_t row, const absl::Status& status) {
  return absl::InvalidArgumentError(table.Where(row) + ": " + std::string(status.message()));
}

}  // namespace

absl::StatusOr<Machine> Machine::Parse(std::string_view transitions, std::string_view guards,
                                       const Citations& citations) {
  Machine made;
  absl::StatusOr<Table> rules =
      Table::Parse("guards.tsv", guards, {"id", "citation", "missing_id", "missing_en"});
  if (!rules.ok()) return rules.status();
  for (size_t i = 0; i < rules->rows().size(); ++i) {
    absl::StatusOr<Guard> guard = ParseGuard(rules->rows()[i], citations);
    if (!guard.ok()) return At(*rules, i, guard.status());
    made.guards_.push_back(*std::move(guard));
  }
  if (made.guards_.size() != GuardRules()) {
    return absl::InvalidArgumentError("guards.tsv: a rule has no row, or two");
  }
  absl::StatusOr<Table> moves =
      Table::Parse("transitions.tsv", transitions, {"from", "trigger", "to", "outcome", "guards"});
  if (!moves.ok()) return moves.status();
  for (size_t i = 0; i < moves->rows().size(); ++i) {
    absl::Status added = AddEdges(moves->rows()[i], made.guards_, made.edges_);
    if (!added.ok()) return At(*moves, i, added);
  }
  return made;
}

const Machine& Machine::Get() {
  static const Machine& shipped = *new Machine(MustParse(
      Parse(embedded::casework_transitions(), embedded::casework_guards(), Citations::Get())));
  return shipped;
}

const Edge* Machine::Find(CaseState from, CaseTrigger trigger) const {
  for (const Edge& edge : edges_) {
    if (edge.from == from && edge.trigger == trigger) return &edge;
  }
  return nullptr;
}

std::vector<const Edge*> Machine::From(CaseState state) const {
  std::vector<const Edge*> moves;
  for (const Edge& edge : edges_) {
    if (edge.from == state) moves.push_back(&edge);
  }
  std::sort(moves.begin(), moves.end(),
            [](const Edge* a, const Edge* b) { return a->trigger < b->trigger; });
  return moves;
}

}  // namespace setara::casework
