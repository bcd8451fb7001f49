#include <algorithm>

#include "matcher/domain/table.h"
#include "matcher/vocabulary/cells.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

// Calls `read(Cells)` for every row of the table `text`; the first error ends it.
template <typename Read>
absl::Status ForEachRow(std::string_view name, std::string_view text,
                        const std::vector<std::string>& columns, Read&& read) {
  absl::StatusOr<Table> table = Table::Parse(name, text, columns);
  if (!table.ok()) return table.status();
  for (size_t row = 0; row < table->rows().size(); ++row) {
    if (absl::Status status = read(Cells(*table, row)); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// Reads a table whose first column is a closed code list: each code exactly once.
// `read(Cells, Code<Spec>)` fills in the rest of the row.
template <typename Spec, typename Read>
absl::Status ForEachCode(std::string_view name, std::string_view text,
                         const std::vector<std::string>& columns, Read&& read) {
  CodeSet<Code<Spec>> seen;
  absl::Status status = ForEachRow(name, text, columns, [&](const Cells& cells) {
    absl::StatusOr<Code<Spec>> code = cells.Parse<Spec>(0);
    if (!code.ok()) return code.status();
    if (seen.contains(*code)) return cells.Fail(ToString(*code) + " a second time");
    seen.insert(*code);
    return read(cells, *code);
  });
  for (int i = 0; status.ok() && i < Spec::kCount; ++i) {
    if (!seen.contains(Code<Spec>(i))) {
      status =
          absl::InvalidArgumentError(std::string(name) + ": no row for " + ToString(Code<Spec>(i)));
    }
  }
  return status;
}

}  // namespace

// The steps of Vocabulary::Parse, each reading one table into `vocabulary`.
class VocabularyParser {
 public:
  absl::Status Functions(std::string_view text);
  absl::Status Contexts(std::string_view text);
  absl::Status Modes(std::string_view text);
  absl::Status Accommodations(std::string_view text);
  absl::Status Bridges(std::string_view text);
  absl::Status DefaultDemands(std::string_view text);
  absl::Status DefaultContexts(std::string_view text);
  absl::Status Words(std::string_view skills, std::string_view synonyms);

  Vocabulary vocabulary;

 private:
  absl::Status Flags(const Cells& cells, size_t column, AccommodationInfo& info);
  absl::StatusOr<Bridge> OneBridge(const Cells& cells);
};

absl::Status VocabularyParser::Functions(std::string_view text) {
  return ForEachCode<FunctionSpec>(
      "functions.tsv", text,
      {"id", "label_id", "label_en", "help_id", "help_en", "gap_id", "gap_en", "question_only"},
      [this](const Cells& c, FunctionId id) {
        if (absl::Status s = c.RequireFilled(1, 6); !s.ok()) return s;
        absl::StatusOr<bool> question_only = c.YesNo(7);
        if (!question_only.ok()) return question_only.status();
        vocabulary.functions_[id.index()] = {
            id, {c[1], c[2]}, {c[3], c[4]}, {c[5], c[6]}, *question_only};
        if (*question_only) vocabulary.question_only_.insert(id);
        return absl::OkStatus();
      });
}

absl::Status VocabularyParser::Contexts(std::string_view text) {
  return ForEachCode<ContextSpec>("contexts.tsv", text, {"id", "label_id", "label_en"},
                                  [this](const Cells& c, ContextId id) {
                                    vocabulary.contexts_[id.index()] = {id, {c[1], c[2]}};
                                    return c.RequireFilled(1, 2);
                                  });
}

absl::Status VocabularyParser::Modes(std::string_view text) {
  return ForEachCode<ModeSpec>("modes.tsv", text, {"id", "label_id", "label_en"},
                               [this](const Cells& c, ModeId id) {
                                 vocabulary.modes_[id.index()] = {id, {c[1], c[2]}};
                                 return c.RequireFilled(1, 2);
                               });
}

absl::Status VocabularyParser::Flags(const Cells& cells, size_t column, AccommodationInfo& info) {
  for (std::string_view flag : Split(cells[column], ',')) {
    if (flag == "necessity") {
      info.necessity = true;
    } else if (flag == "evacuation") {
      info.evacuation_only = true;
    } else if (flag == "reach") {
      info.closes_reach = true;
    } else if (flag == "marginal") {
      info.marginal_only = true;
    } else {
      return cells.Fail("unknown flag \"" + std::string(flag) + "\"");
    }
  }
  return absl::OkStatus();
}

absl::Status VocabularyParser::Accommodations(std::string_view text) {
  return ForEachCode<AccommodationSpec>(
      "accommodations.tsv", text,
      {"id", "label_id", "label_en", "phrase_id", "phrase_en", "basis", "phase", "example", "flags",
       "closes"},
      [this](const Cells& c, AccommodationId id) {
        if (absl::Status s = c.RequireFilled(1, 6); !s.ok()) return s;
        AccommodationInfo& info = vocabulary.accommodations_[id.index()];
        info = {.id = id,
                .label = {c[1], c[2]},
                .phrase = {c[3], c[4]},
                .phase = Phase::kWork,
                .basis = c[5],
                .example = c[7],
                .necessity = false,
                .evacuation_only = false,
                .closes_reach = false,
                .marginal_only = false,
                .closes = {}};
        if (c[6] == "recruitment") {
          info.phase = Phase::kRecruitment;
        } else if (c[6] == "return") {
          info.phase = Phase::kReturn;
        } else if (c[6] != "work") {
          return c.Fail("unknown phase");
        }
        if (absl::Status s = Flags(c, 8, info); !s.ok()) return s;
        absl::StatusOr<ContextSet> closes = c.ParseSet<ContextSpec>(9, ',');
        if (!closes.ok()) return closes.status();
        info.closes = *closes;
        if (info.phase != Phase::kWork) return absl::OkStatus();
        vocabulary.work_phase_.insert(id);
        info.closes.ForEach([&](ContextId e) { vocabulary.closers_[e.index()].insert(id); });
        return absl::OkStatus();
      });
}

absl::StatusOr<Bridge> VocabularyParser::OneBridge(const Cells& c) {
  absl::StatusOr<AccommodationId> accommodation = c.Parse<AccommodationSpec>(0);
  if (!accommodation.ok()) return accommodation.status();
  absl::StatusOr<FunctionId> function = c.Parse<FunctionSpec>(1);
  if (!function.ok()) return function.status();
  absl::StatusOr<int> level = c.Level(2);
  if (!level.ok()) return level.status();
  absl::StatusOr<std::vector<CapacityCondition>> conditions = c.Conditions(3);
  if (!conditions.ok()) return conditions.status();
  absl::StatusOr<ModeSet> modes = c.ParseSet<ModeSpec>(4, '|');
  if (!modes.ok()) return modes.status();
  if (absl::Status s = c.RequireFilled(5, 6); !s.ok()) return s;
  const AccommodationInfo& info = vocabulary.accommodation(*accommodation);
  if (info.necessity || info.evacuation_only || info.marginal_only) {
    return c.Fail(ToString(*accommodation) + " bridges no function");
  }
  return Bridge{*accommodation, *function, *level, *std::move(conditions), *modes, c[5], c[6]};
}

absl::Status VocabularyParser::Bridges(std::string_view text) {
  std::array<FunctionSet, AccommodationId::kCount> seen;
  absl::Status status = ForEachRow("bridges.tsv", text,
                                   {"accommodation", "function", "raises_to", "needs_capacity",
                                    "needs_modes", "reason_id", "reason_en"},
                                   [&](const Cells& c) {
                                     absl::StatusOr<Bridge> bridge = OneBridge(c);
                                     if (!bridge.ok()) return bridge.status();
                                     FunctionSet& functions = seen[bridge->accommodation.index()];
                                     if (functions.contains(bridge->function))
                                       return c.Fail("the pair a second time");
                                     functions.insert(bridge->function);
                                     vocabulary.bridges_.push_back(*std::move(bridge));
                                     return absl::OkStatus();
                                   });
  if (!status.ok()) return status;
  std::ranges::sort(vocabulary.bridges_, {},
                    [](const Bridge& b) { return std::pair(b.accommodation, b.function); });
  for (const Bridge& bridge : vocabulary.bridges_) {
    vocabulary.bridges_to_[bridge.function.index()].push_back(bridge);
  }
  return absl::OkStatus();
}

absl::Status VocabularyParser::DefaultDemands(std::string_view text) {
  return ForEachRow(
      "default_demands.tsv", text,
      {"occupation", "function", "level", "essential", "reason_id", "reason_en"},
      [this](const Cells& c) {
        absl::StatusOr<std::string_view> occupation = c.Occupation(0);
        if (!occupation.ok()) return occupation.status();
        absl::StatusOr<FunctionId> function = c.Parse<FunctionSpec>(1);
        if (!function.ok()) return function.status();
        absl::StatusOr<int> level = c.Level(2);
        if (!level.ok()) return level.status();
        absl::StatusOr<bool> essential = c.YesNo(3);
        if (!essential.ok()) return essential.status();
        if (absl::Status s = c.RequireFilled(4, 5); !s.ok()) return s;
        if (*essential && vocabulary.question_only_.contains(*function)) {
          return c.Fail(ToString(*function) + " is asked as \"what helps?\", never essential");
        }
        std::vector<DefaultDemand>& demands = vocabulary.default_demands_[*occupation];
        if (std::ranges::find(demands, *function, &DefaultDemand::function) != demands.end()) {
          return c.Fail("the pair a second time");
        }
        demands.push_back({*function, *level, *essential, *occupation, c[4], c[5]});
        return absl::OkStatus();
      });
}

absl::Status VocabularyParser::DefaultContexts(std::string_view text) {
  return ForEachRow("default_contexts.tsv", text,
                    {"occupation", "context", "reason_id", "reason_en"}, [this](const Cells& c) {
                      absl::StatusOr<std::string_view> occupation = c.Occupation(0);
                      if (!occupation.ok()) return occupation.status();
                      absl::StatusOr<ContextId> context = c.Parse<ContextSpec>(1);
                      if (!context.ok()) return context.status();
                      ContextSet& contexts = vocabulary.default_contexts_[*occupation];
                      if (contexts.contains(*context)) return c.Fail("the pair a second time");
                      contexts.insert(*context);
                      return c.RequireFilled(2, 3);
                    });
}

absl::Status VocabularyParser::Words(std::string_view skills, std::string_view synonyms) {
  absl::StatusOr<SkillTable> skill_table = SkillTable::Parse(skills);
  if (!skill_table.ok()) return skill_table.status();
  vocabulary.skills_ = *std::move(skill_table);
  absl::StatusOr<SynonymTable> synonym_table = SynonymTable::Parse(synonyms);
  if (!synonym_table.ok()) return synonym_table.status();
  vocabulary.synonyms_ = *std::move(synonym_table);
  return absl::OkStatus();
}

absl::StatusOr<Vocabulary> Vocabulary::Parse(const VocabularySources& sources) {
  VocabularyParser parser;
  absl::Status status = parser.Functions(sources.functions);
  if (status.ok()) status = parser.Contexts(sources.contexts);
  if (status.ok()) status = parser.Modes(sources.modes);
  if (status.ok()) status = parser.Accommodations(sources.accommodations);
  if (status.ok()) status = parser.Bridges(sources.bridges);
  if (status.ok()) status = parser.DefaultDemands(sources.default_demands);
  if (status.ok()) status = parser.DefaultContexts(sources.default_contexts);
  if (status.ok()) status = parser.Words(sources.skills, sources.synonyms);
  if (!status.ok()) return status;
  return std::move(parser.vocabulary);
}

}  // namespace setara
