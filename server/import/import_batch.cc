#include "server/import/import_batch.h"

#include <absl/status/status.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "matcher/domain/errors.h"
#include "server/import/csv.h"
#include "server/import/json_items.h"
#include "server/import/jsonl.h"
#include "server/import/text_repair.h"
#include "server/import/text_steps.h"

namespace setara {
namespace {

using Cells = std::unordered_map<std::string_view, std::string_view>;

// Members of the contract's messages that only the server sets.
constexpr std::array<std::string_view, 5> kOutputOnly = {"name", "etag", "create_time",
                                                         "update_time", "known_time"};

bool IsOutputOnly(std::string_view name) {
  return std::find(kOutputOnly.begin(), kOutputOnly.end(), name) != kOutputOnly.end();
}

bool IsNativeField(const Mapping& mapping, std::string_view name) {
  return IsOutputOnly(name) ||
         std::any_of(mapping.rules.begin(), mapping.rules.end(),
                     [name](const FieldRule& rule) { return rule.field == name; }) ||
         (mapping.kind == ImportKind::kRegister && ReadPeriodColumn(name).has_value());
}

// Whether the columns may have the titles of a register.
bool HasTitles(ImportKind kind) {
  return kind == ImportKind::kRegister || kind == ImportKind::kSite ||
         kind == ImportKind::kRegisterWorker;
}

ImportedRecord NewRecord(ImportKind kind) {
  switch (kind) {
    case ImportKind::kOpening:
      return Opening();
    case ImportKind::kSeeker:
      return Seeker();
    case ImportKind::kEmployer:
      return Employer();
    case ImportKind::kHeadcount:
      return HeadcountReport();
    case ImportKind::kWorker:
    case ImportKind::kRegisterWorker:
      return EmploymentRecord();
    case ImportKind::kCase:
      return CaseCells();
    case ImportKind::kRegister:
      return RegisterRow();
    case ImportKind::kSite:
      return Site();
  }
  return Opening();
}

void Finish(ImportKind kind, Draft& draft, RowNotes& notes) {
  switch (kind) {
    case ImportKind::kOpening:
      return FinishOpening(draft, notes);
    case ImportKind::kSeeker:
      return FinishSeeker(draft, notes);
    case ImportKind::kEmployer:
      return FinishEmployer(draft, notes);
    case ImportKind::kHeadcount:
      return FinishHeadcount(draft, notes);
    case ImportKind::kWorker:
    case ImportKind::kRegisterWorker:
      return FinishWorker(draft, notes);
    case ImportKind::kCase:
      return FinishCase(draft, notes);
    case ImportKind::kRegister:
      return FinishRegister(draft, notes);
    case ImportKind::kSite:
      return FinishSite(draft, notes);
  }
}

// {"posted_on.year": 2024, ".month": 6, ".day": 30} is how the contract's JSON writes a date.
void JoinDates(std::vector<std::pair<std::string, std::string>>* values) {
  std::vector<std::string> dates;
  for (const auto& [name, value] : *values) {
    if (name.ends_with(".year")) dates.push_back(name.substr(0, name.size() - 5));
  }
  for (const std::string& date : dates) {
    std::array<std::string, 3> parts;
    for (auto& [name, value] : *values) {
      if (name == date + ".year") parts[0] = std::exchange(value, "");
      if (name == date + ".month") parts[1] = std::exchange(value, "");
      if (name == date + ".day") parts[2] = std::exchange(value, "");
    }
    for (std::string& part : parts) part.insert(0, part.size() < 2 ? 2 - part.size() : 0, '0');
    std::erase_if(*values, [&](const auto& item) {
      return item.second.empty() && item.first.starts_with(date + ".");
    });
    values->emplace_back(date, parts[0] + "-" + parts[1] + "-" + parts[2]);
  }
}

CaseKey KeyOf(const CaseCells& cells) { return {cells.row.source, cells.row.source_id}; }

class Batch {
 public:
  explicit Batch(const BatchInput& input)
      : mapping_(input.mapping),
        reference_(input.reference_date ? input.reference_date : input.mapping.reference_date) {
    for (const FieldRule& rule : mapping_.rules) rules_[rule.field] = &rule;
  }

  absl::Status ReadHeader(std::string_view header) {
    const std::vector<SourceRow> rows = ReadCsv(header, 1, 0);
    if (rows.size() != 1) return InvalidField("csv_header", "not one line");
    if (!rows[0].fault.empty()) {
      return InvalidField("csv_header", "the header line " + rows[0].fault);
    }
    columns_ = rows[0].cells;
    if (HasTitles(mapping_.kind)) NameColumns();
    for (size_t i = 0; i < columns_.size(); ++i) {
      const bool repeated =
          std::find(columns_.begin(), columns_.begin() + static_cast<ptrdiff_t>(i), columns_[i]) !=
          columns_.begin() + static_cast<ptrdiff_t>(i);
      if (repeated) return InvalidField("csv_header", "two columns have one name");
      if (mapping_.native && !IsNativeField(mapping_, columns_[i])) {
        return InvalidField("csv_header", "column " + std::to_string(i + 1) + " is no field of " +
                                              std::string(ToString(mapping_.kind)));
      }
    }
    return mapping_.native ? absl::OkStatus() : CheckColumns();
  }

  void ReadCsvRows(std::string_view data, int64_t first_line) {
    for (const SourceRow& row : ReadCsv(data, first_line, columns_.size())) {
      if (!row.fault.empty()) {
        batch_.rejects.push_back({row.line, "", "the record " + row.fault});
        continue;
      }
      Cells cells;
      for (size_t i = 0; i < columns_.size(); ++i) cells[columns_[i]] = row.cells[i];
      Add(row.line, cells);
    }
  }

  void ReadJsonRows(std::string_view data, int64_t first_line) {
    for (JsonRow& row : ReadJsonl(data, first_line)) {
      if (mapping_.native) NameFields(&row);
      if (!row.fault.empty()) {
        batch_.rejects.push_back({row.line, "", "the record " + row.fault});
        continue;
      }
      Cells cells;
      for (const auto& [name, value] : row.values) cells[name] = value;
      Add(row.line, cells);
    }
  }

  ParsedBatch Take() { return std::move(batch_); }

 private:
  void NameColumns() {
    for (std::string& column : columns_) {
      column = ColumnOfTitle(column);
      if (const std::optional<PeriodColumn> period = ReadPeriodColumn(column)) {
        periods_.emplace_back(column, *period);
      }
    }
  }

  // The headcounts in a row of a register.
  void ReadPeriods(const Cells& cells, Draft& draft, RowNotes& notes) const {
    if (mapping_.kind != ImportKind::kRegister) return;
    for (const auto& [column, period] : periods_) {
      FieldText value{column, {}, ";", {}};
      const auto cell = cells.find(column);
      if (cell == cells.end() || cell->second.empty()) continue;
      value.texts.emplace_back(cell->second);
      ReadPeriodCell(period, value, draft, notes);
    }
  }

  // A sheet of cases keeps the columns that its cases need; but a column that nobody reads would
  // leave something out of a log without a word.
  absl::Status CheckCaseColumns() const {
    for (size_t i = 0; i < columns_.size(); ++i) {
      const auto reads = [&](const FieldRule& rule) {
        return std::find(rule.columns.begin(), rule.columns.end(), columns_[i]) !=
               rule.columns.end();
      };
      if (std::none_of(mapping_.rules.begin(), mapping_.rules.end(), reads)) {
        return InvalidField(
            "csv_header", "mapping " + mapping_.name + " reads no column " + std::to_string(i + 1));
      }
    }
    return absl::OkStatus();
  }

  bool MayLack(const FieldRule& rule) const {
    return mapping_.kind == ImportKind::kCase && rule.field != "source_id" &&
           rule.field != "event" && rule.field != "on";
  }

  absl::Status CheckColumns() const {
    if (mapping_.kind == ImportKind::kCase) {
      const absl::Status read = CheckCaseColumns();
      if (!read.ok()) return read;
    }
    for (const FieldRule& rule : mapping_.rules) {
      if (MayLack(rule)) continue;
      for (const std::string& column : rule.columns) {
        if (std::find(columns_.begin(), columns_.end(), column) == columns_.end()) {
          return InvalidField("csv_header", "mapping " + mapping_.name + ", field " + rule.field +
                                                ": there is no column \"" + column + "\"");
        }
      }
    }
    return absl::OkStatus();
  }

  void NameFields(JsonRow* row) {
    for (auto& [name, value] : row->values) name = SnakeCase(name);
    JoinDates(&row->values);
    for (const auto& [name, value] : row->values) {
      if (!IsNativeField(mapping_, name)) {
        row->fault = "has a name that is no field of " + std::string(ToString(mapping_.kind));
      }
    }
  }

  FieldText Text(const Field& field, const Cells& cells) const {
    FieldText value{field.name, {}, ";", {}};
    const auto rule = rules_.find(field.name);
    if (rule == rules_.end()) return value;
    std::vector<std::string_view> texts;
    for (const std::string& column : rule->second->columns) {
      const auto cell = cells.find(column);
      if (cell != cells.end()) texts.push_back(cell->second);
    }
    value.texts = FieldTexts(texts, *rule->second, field.multiline);
    value.separator = rule->second->separator;
    value.drop = rule->second->drop;
    return value;
  }

  void Add(int64_t line, const Cells& cells) {
    Draft draft{NewRecord(mapping_.kind), {}, {}, {}, {}};
    // A value left out would make another log of a case, without a word.
    const bool strict = mapping_.native || mapping_.kind == ImportKind::kCase;
    RowNotes notes(strict, reference_);
    auto* of_case = std::get_if<CaseCells>(&draft.record);
    for (const Field& field : FieldsOf(mapping_.kind)) {
      const FieldText text = Text(field, cells);
      if (of_case != nullptr && !text.empty()) of_case->filled.insert(field.name);
      field.read(text, draft, notes);
    }
    ReadPeriods(cells, draft, notes);
    Finish(mapping_.kind, draft, notes);
    if (!notes.rejects().empty()) {
      const RowNotes::Note& first = notes.rejects().front();
      const size_t more = notes.rejects().size() - 1;
      batch_.rejects.push_back(
          {line, first.field,
           first.reason + (more == 0 ? "" : " (and " + std::to_string(more) + " more)"),
           of_case == nullptr ? CaseKey() : KeyOf(*of_case)});
      return;
    }
    for (const RowNotes::Note& note : notes.warnings()) {
      ++batch_.warnings[{note.field, note.reason}];
    }
    batch_.records.push_back(
        {line, std::move(draft.record), std::move(draft.employer), draft.confirmed});
  }

  const Mapping& mapping_;
  const std::optional<Date> reference_;
  std::unordered_map<std::string_view, const FieldRule*> rules_;
  std::vector<std::string> columns_;
  std::vector<std::pair<std::string, PeriodColumn>> periods_;
  ParsedBatch batch_;
};

// Letters and digits of `text` in lower case, without legal forms of Indonesian companies.
std::string PlainName(std::string_view text) {
  std::string plain;
  std::string word;
  const std::string lower = AsciiLower(text) + " ";
  for (const char c : lower) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) > 127) {
      word.push_back(c);
      continue;
    }
    if (word != "pt" && word != "cv" && word != "tbk") plain += word;
    word.clear();
  }
  return plain;
}

}  // namespace

absl::StatusOr<ParsedBatch> ParseBatch(const BatchInput& input) {
  if (input.data.size() > kMaxBatchBytes) {
    return InvalidField("data", "larger than 3 MiB; send smaller batches");
  }
  if (input.first_line < 1) return InvalidField("first_line", "lines count from 1");
  Batch batch(input);
  if (input.format == ImportFormat::kCsv) {
    const absl::Status header = batch.ReadHeader(input.csv_header);
    if (!header.ok()) return header;
    batch.ReadCsvRows(input.data, input.first_line);
  } else {
    batch.ReadJsonRows(input.data, input.first_line);
  }
  return batch.Take();
}

std::string DuplicateKey(const Opening& opening) {
  const std::string title = PlainName(opening.title);
  const std::string employer = PlainName(opening.employer_name);
  if (title.empty() || employer.empty()) return "";
  return title + "|" + employer + "|" + opening.region_code;
}

}  // namespace setara
