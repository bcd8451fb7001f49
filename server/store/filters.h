// The WHERE clause of a list: only conditions that were asked for, values always bound. Private to
// server/store.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/store/sqlite.h"

namespace setara {

class Conditions {
 public:
  // `first` is a condition with parameters from $1 on, to be given with Add in their order.
  explicit Conditions(std::string first) : where_(std::move(first)) {}

  void Add(int64_t value) { values_.emplace_back(value); }
  // Parameter number of a further value, for use outside the clause.
  std::string Next(int64_t value) { return Parameter(value); }
  std::string NextText(const std::string& value) { return Parameter(value); }

  void Number(const std::string& column, int64_t value) { And(column + " = " + Parameter(value)); }
  // The column's number is one of those whose bit is set.
  void Bits(const std::string& column, int64_t bits) {
    And("(" + Parameter(bits) + " & (1 << " + column + ")) <> 0");
  }
  // column = value, unless the value is "". Says what the partial indexes leave out.
  void Text(const std::string& column, const std::string& value) {
    if (!value.empty()) And(column + " = " + Parameter(value) + " AND " + column + " <> ''");
  }
  // column = value, also when it is "".
  void ExactText(const std::string& column, const std::string& value) {
    And(column + " = " + Parameter(value));
  }
  // A region and everything in it, unless it is "": codes of regions inside start with "33.".
  void Region(const std::string& column, const std::string& code) {
    if (code.empty()) return;
    // '/' follows '.', so this range is the code itself and all that begin with "code.".
    And(column + " >= " + Parameter(code) + " AND " + column + " < " + Parameter(code + "/"));
  }

  std::string Where() const { return " WHERE " + where_; }
  void BindTo(Statement& statement) const {
    for (size_t i = 0; i < values_.size(); ++i) {
      int number = static_cast<int>(i) + 1;
      std::visit([&](const auto& value) { statement.Bind(number, value); }, values_[i]);
    }
  }

 private:
  void And(const std::string& condition) { where_ += " AND " + condition; }
  std::string Parameter(std::variant<int64_t, std::string> value) {
    values_.push_back(std::move(value));
    return "$" + std::to_string(values_.size());
  }

  std::string where_;
  std::vector<std::variant<int64_t, std::string>> values_;
};

}  // namespace setara
