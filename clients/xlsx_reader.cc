#include "clients/xlsx_reader.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <string_view>
#include <utility>

#include "clients/xlsx_archive.h"
#include "clients/xml_reader.h"

namespace setara {
namespace {

constexpr int64_t kMaxRow = 1'048'576;

template <typename T>
T NumberOf(std::string_view text, T fallback) {
  T number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : fallback;
}

// --- Numbers and days (ECMA-376 part 1, 18.8.30 and 18.17.4) -----------------------------------

bool IsBuiltInDay(int format) { return (format >= 14 && format <= 17) || format == 22; }

// True for "dd/mm/yyyy", "[$-421]d mmmm yyyy;@"; false for texts in quotes and for times alone.
bool ShowsDay(std::string_view code) {
  bool quoted = false;
  bool bracket = false;
  for (const char c : code) {
    if (c == '"') quoted = !quoted;
    if (c == '[') bracket = true;
    if (!quoted && !bracket && (c == 'y' || c == 'Y' || c == 'd' || c == 'D')) return true;
    if (c == ']') bracket = false;
  }
  return false;
}

std::string DayOf(int64_t serial, bool from_1904) {
  using namespace std::chrono;
  // The calendar of 1900 counts a 29 February that never was.
  const sys_days origin = from_1904 ? sys_days(year(1904) / January / 1)
                                    : sys_days(year(1899) / December / (serial < 60 ? 31 : 30));
  const year_month_day day(origin + days(serial));
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

std::string NumberText(double value) {
  char text[48];
  const bool whole = std::floor(value) == value && std::fabs(value) < 1e15;
  std::snprintf(text, sizeof text, whole ? "%.0f" : "%.15G", value);
  return text;
}

// --- Parts beside the sheets --------------------------------------------------------------------

class Relations : public XmlVisitor {
 public:
  bool Start(std::string_view element, const XmlAttributes& attributes) override {
    if (element != "Relationship") return true;
    std::string target(attributes.Get("Target"));
    by_id_[std::string(attributes.Get("Id"))] = target;
    const std::string_view type = attributes.Get("Type");
    by_type_[std::string(type.substr(type.rfind('/') + 1))] = std::move(target);
    return true;
  }
  bool End(std::string_view) override { return true; }
  bool Text(std::string_view) override { return true; }

  // The part's name, "" when there is none. `folder` holds the part that refers to it.
  std::string OfType(const std::string& type, std::string_view folder) const {
    return Resolve(by_type_, type, folder);
  }
  std::string OfId(const std::string& id, std::string_view folder) const {
    return Resolve(by_id_, id, folder);
  }

 private:
  static std::string Resolve(const std::map<std::string, std::string>& targets,
                             const std::string& key, std::string_view folder) {
    const auto found = targets.find(key);
    if (found == targets.end() || found->second.empty()) return "";
    return found->second[0] == '/' ? found->second.substr(1) : std::string(folder) + found->second;
  }

  std::map<std::string, std::string> by_id_;
  std::map<std::string, std::string> by_type_;
};

struct Workbook : XmlVisitor {
  std::vector<std::pair<std::string, std::string>> sheets;  // name, relation
  bool from_1904 = false;

  bool Start(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "sheet") sheets.emplace_back(attributes.Get("name"), attributes.Get("id"));
    if (element == "workbookPr") {
      const std::string_view value = attributes.Get("date1904");
      from_1904 = value == "1" || value == "true";
    }
    return true;
  }
  bool End(std::string_view) override { return true; }
  bool Text(std::string_view) override { return true; }
};

struct Styles : XmlVisitor {
  std::vector<int> day_formats;  // of one's own
  std::vector<bool> is_day;      // by cell format
  bool in_cell_formats = false;

  bool Start(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "numFmt" && ShowsDay(attributes.Get("formatCode"))) {
      day_formats.push_back(NumberOf(attributes.Get("numFmtId"), -1));
    }
    if (element == "cellXfs") in_cell_formats = true;
    if (element == "xf" && in_cell_formats) {
      const int format = NumberOf(attributes.Get("numFmtId"), 0);
      bool day = IsBuiltInDay(format);
      for (const int own : day_formats) day |= own == format;
      is_day.push_back(day);
    }
    return true;
  }
  bool End(std::string_view element) override {
    if (element == "cellXfs") in_cell_formats = false;
    return true;
  }
  bool Text(std::string_view) override { return true; }
};

struct SharedStrings : XmlVisitor {
  std::vector<std::string> texts;
  bool in_text = false;
  bool phonetic = false;  // how a text is read aloud in Japanese: no part of it

  bool Start(std::string_view element, const XmlAttributes&) override {
    if (element == "si") texts.emplace_back();
    if (element == "rPh") phonetic = true;
    if (element == "t") in_text = !texts.empty() && !phonetic;
    return true;
  }
  bool End(std::string_view element) override {
    if (element == "t") in_text = false;
    if (element == "rPh") phonetic = false;
    return true;
  }
  bool Text(std::string_view text) override {
    if (in_text) texts.back() += text;
    return true;
  }
};

// --- A sheet ------------------------------------------------------------------------------------

// "C7" as row 6, column 2; false for anything else.
bool ReadReference(std::string_view text, int64_t* row, int64_t* column) {
  size_t at = 0;
  int64_t letters = 0;
  for (; at < text.size() && at < 3 && text[at] >= 'A' && text[at] <= 'Z'; ++at) {
    letters = letters * 26 + (text[at] - 'A' + 1);
  }
  *column = letters - 1;
  *row = NumberOf<int64_t>(text.substr(at), 0) - 1;
  return letters > 0 && *row >= 0 && *row < kMaxRow;
}

struct Book {
  const XlsxLimits& limits;
  SharedStrings strings;
  Styles styles;
  bool from_1904 = false;
  int64_t cells = 0;
};

class SheetVisitor : public XmlVisitor {
 public:
  SheetVisitor(Book& book, Sheet* sheet) : book_(book), sheet_(sheet) {}

  // What went wrong beside malformed XML; "" nothing.
  const std::string& fault() const { return fault_; }

  bool Start(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "row") {
      row_ = attributes.Get("r").empty() ? row_ + 1 : NumberOf<int64_t>(attributes.Get("r"), 0) - 1;
      column_ = -1;
      if (row_ < 0 || row_ >= kMaxRow) return Fail("a row lies nowhere");
    } else if (element == "c") {
      return StartCell(attributes);
    } else if (element == "v" || element == "t") {
      in_value_ = in_cell_ && !phonetic_;
    } else if (element == "rPh") {
      phonetic_ = true;
    }
    return true;
  }

  bool End(std::string_view element) override {
    if (element == "v" || element == "t") in_value_ = false;
    if (element == "rPh") phonetic_ = false;
    if (element != "c" || !in_cell_) return true;
    in_cell_ = false;
    return Keep(Value());
  }

  bool Text(std::string_view text) override {
    if (in_value_) value_ += text;
    if (static_cast<int64_t>(value_.size()) > book_.limits.cell_bytes) {
      return Fail("a cell is larger than " + std::to_string(book_.limits.cell_bytes >> 10) +
                  " KiB");
    }
    return true;
  }

 private:
  bool Fail(std::string fault) {
    fault_ = std::move(fault);
    return false;
  }

  bool StartCell(const XmlAttributes& attributes) {
    in_cell_ = true;
    value_.clear();
    type_ = attributes.Get("t");
    style_ = NumberOf<size_t>(attributes.Get("s"), 0);
    if (attributes.Get("r").empty()) {
      ++column_;
    } else if (!ReadReference(attributes.Get("r"), &row_, &column_)) {
      return Fail("a cell lies nowhere");
    }
    if (row_ < 0) return Fail("a cell lies nowhere");
    if (column_ >= book_.limits.columns) {
      return Fail("has more than " + std::to_string(book_.limits.columns) + " columns");
    }
    return true;
  }

  std::string Value() const {
    if (type_ == "s") {
      const auto index = NumberOf<size_t>(value_, book_.strings.texts.size());
      return index < book_.strings.texts.size() ? book_.strings.texts[index] : "";
    }
    if (type_ == "b") return value_ == "1" ? "true" : value_ == "0" ? "false" : value_;
    if (type_ == "d") return value_.substr(0, 10);
    if (type_ == "inlineStr" || type_ == "str" || type_ == "e") return value_;
    const double number = NumberOf(value_, std::nan(""));
    if (!std::isfinite(number)) return value_;
    constexpr double kLastDay = 2'958'465;  // 9999-12-31
    const bool day = style_ < book_.styles.is_day.size() && book_.styles.is_day[style_];
    if (!day || number < 0 || number > kLastDay) return NumberText(number);
    return DayOf(static_cast<int64_t>(number), book_.from_1904);
  }

  bool Keep(std::string text) {
    if (text.empty()) return true;
    if (static_cast<int64_t>(text.size()) > book_.limits.cell_bytes) {
      return Fail("a cell is larger than " + std::to_string(book_.limits.cell_bytes >> 10) +
                  " KiB");
    }
    if (++book_.cells > book_.limits.cells) {
      return Fail("has more than " + std::to_string(book_.limits.cells) + " cells");
    }
    const auto row = static_cast<size_t>(row_);
    const auto column = static_cast<size_t>(column_);
    if (sheet_->rows.size() <= row) sheet_->rows.resize(row + 1);
    std::vector<std::string>& cells = sheet_->rows[row];
    if (cells.size() <= column) cells.resize(column + 1);
    cells[column] = std::move(text);
    return true;
  }

  Book& book_;
  Sheet* sheet_;
  std::string fault_;
  int64_t row_ = -1;
  int64_t column_ = -1;
  bool in_cell_ = false;
  bool in_value_ = false;
  bool phonetic_ = false;
  std::string type_;
  size_t style_ = 0;
  std::string value_;
};

// --- The whole ----------------------------------------------------------------------------------

class Reader {
 public:
  Reader(std::string path, XlsxArchive archive, const XlsxLimits& limits)
      : path_(std::move(path)), archive_(std::move(archive)), book_{limits, {}, {}, false, 0} {}

  absl::StatusOr<std::vector<Sheet>> Read() {
    Relations root;
    absl::Status status = ReadPart("_rels/.rels", root);
    const std::string main = root.OfType("officeDocument", "");
    if (status.ok() && main.empty()) status = Refuse("is no workbook (.xlsx)");
    Workbook workbook;
    if (status.ok()) status = ReadPart(main, workbook);
    if (!status.ok()) return status;
    const size_t slash = main.rfind('/') + 1;
    const std::string folder = main.substr(0, slash);
    Relations relations;
    status = ReadPart(folder + "_rels/" + main.substr(slash) + ".rels", relations);
    if (status.ok()) status = ReadShared(relations, folder);
    if (!status.ok()) return status;
    book_.from_1904 = workbook.from_1904;
    std::vector<Sheet> sheets;
    for (const auto& [name, relation] : workbook.sheets) {
      Sheet& sheet = sheets.emplace_back();
      sheet.name = name;
      status = ReadSheet(relations.OfId(relation, folder), &sheet);
      if (!status.ok()) return status;
    }
    return sheets;
  }

 private:
  absl::Status Refuse(const std::string& why) const {
    return absl::InvalidArgumentError(path_ + ": " + why);
  }

  absl::Status ReadPart(const std::string& part, XmlVisitor& visitor) {
    const absl::StatusOr<std::string> xml = archive_.Read(part);
    if (absl::IsNotFound(xml.status())) return Refuse("is no workbook (.xlsx), or is damaged");
    if (!xml.ok()) return xml.status();
    return ReadXml(*xml, visitor) ? absl::OkStatus() : Refuse("is damaged");
  }

  absl::Status ReadShared(const Relations& relations, const std::string& folder) {
    const std::string styles = relations.OfType("styles", folder);
    const std::string strings = relations.OfType("sharedStrings", folder);
    absl::Status status = styles.empty() ? absl::OkStatus() : ReadPart(styles, book_.styles);
    if (status.ok() && !strings.empty()) status = ReadPart(strings, book_.strings);
    return status;
  }

  absl::Status ReadSheet(const std::string& part, Sheet* sheet) {
    if (part.empty()) return Refuse("is damaged");
    SheetVisitor visitor(book_, sheet);
    const absl::Status status = ReadPart(part, visitor);
    if (!visitor.fault().empty()) {
      return Refuse("sheet \"" + sheet->name + "\" " + visitor.fault());
    }
    return status;
  }

  std::string path_;
  XlsxArchive archive_;
  Book book_;
};

}  // namespace

absl::StatusOr<std::vector<Sheet>> ReadXlsx(const std::string& path, const XlsxLimits& limits) {
  absl::StatusOr<XlsxArchive> archive =
      XlsxArchive::Open(path, limits.file_bytes, limits.unpacked_bytes);
  if (!archive.ok()) return archive.status();
  return Reader(path, *std::move(archive), limits).Read();
}

}  // namespace setara
