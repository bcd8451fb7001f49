// How a record type becomes columns and comes back: one list of columns a type drives the SQL
// texts, binding, reading and comparison, so that they cannot disagree. Private to server/store.
//
// A type takes part by specialising ColumnsOf with
//   static constexpr const char* kTable;
//   template <typename Visitor> static void Visit(Visitor&& visit);  // visit("name", &T::member)
// Dates are days, instants microseconds, code sets bits, nested lists JSON text (codecs.h). An
// optional point is the two columns latitude_e6 and longitude_e6.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "matcher/domain/codes.h"
#include "matcher/domain/date.h"
#include "matcher/domain/work.h"
#include "server/store/codecs.h"
#include "server/store/sqlite.h"

namespace setara {

template <typename T>
struct ColumnsOf;

// The names of T's columns, in order.
template <typename T>
std::vector<std::string> ColumnNames() {
  std::vector<std::string> names;
  ColumnsOf<T>::Visit([&](const char* name, auto member) {
    using Value = std::remove_cvref_t<decltype(std::declval<T>().*member)>;
    if constexpr (std::is_same_v<Value, std::optional<GeoPoint>>) {
      names.insert(names.end(), {"latitude_e6", "longitude_e6"});
    } else {
      names.emplace_back(name);
    }
  });
  return names;
}

// "t.a, t.b, t.c" for SELECT.
template <typename T>
std::string SelectList(const std::string& alias) {
  std::string list;
  for (const std::string& name : ColumnNames<T>()) {
    list += (list.empty() ? "" : ", ") + alias + "." + name;
  }
  return list;
}

// Binds the values of one record from `$first` on.
class RowBinder {
 public:
  RowBinder(Statement& statement, int first) : statement_(statement), next_(first) {}

  void Value(int64_t value) { statement_.Bind(next_++, value); }
  void Value(const std::string& text) { statement_.Bind(next_++, text); }
  void Value(Date date) { Value(int64_t{date.time_since_epoch().count()}); }
  void Value(Instant instant) { Value(int64_t{instant.time_since_epoch().count()}); }
  template <typename Id>
  void Value(CodeSet<Id> set) {
    Value(static_cast<int64_t>(set.bits()));
  }
  template <typename T>
  void Value(const std::vector<T>& list) {
    Value(WriteList(list));
  }
  void Value(const std::optional<GeoPoint>& point) {
    Value(point ? std::optional(point->latitude_e6) : std::nullopt);
    Value(point ? std::optional(point->longitude_e6) : std::nullopt);
  }
  template <typename T>
  void Value(const std::optional<T>& value) {
    if (value.has_value()) {
      Value(*value);
    } else {
      statement_.BindNull(next_++);
    }
  }
  template <typename T>
    requires(std::is_enum_v<T> || std::is_same_v<T, bool> || std::is_same_v<T, int> ||
             std::is_same_v<T, int32_t>)
  void Value(T value) {
    Value(static_cast<int64_t>(value));
  }

 private:
  Statement& statement_;
  int next_;
};

// Reads the values of one record from column `first` on, checking each.
class RowReader {
 public:
  RowReader(const Statement& row, int first) : row_(row), next_(first) {}

  // False once a column held what its type cannot hold.
  bool ok() const { return ok_; }

  void Value(int64_t& value) { value = row_.Int(next_++); }
  void Value(std::string& text) { text = row_.TextView(next_++); }
  void Value(bool& value) { value = Integer<int>(0, 1) != 0; }
  void Value(int& value) { value = Integer<int>(); }
  void Value(Date& date) { date = Date(std::chrono::days(Integer<int>())); }
  void Value(Instant& instant) { instant = Instant(std::chrono::microseconds(row_.Int(next_++))); }
  template <typename Id>
  void Value(CodeSet<Id>& set) {
    set = CodeSet<Id>(Integer<uint64_t>(0, (int64_t{1} << Id::kCount) - 1));
  }
  template <typename E>
    requires std::is_enum_v<E>
  void Value(E& value) {
    value = Integer<E>(0, static_cast<int64_t>(LastOf(value)));
  }
  template <typename T>
  void Value(std::vector<T>& list) {
    if (!ReadList(row_.TextView(next_++), list)) ok_ = false;
  }
  void Value(std::optional<GeoPoint>& point) {
    std::optional<int> latitude, longitude;
    Value(latitude);
    Value(longitude);
    if (latitude.has_value() != longitude.has_value()) ok_ = false;
    if (latitude && longitude) point = GeoPoint{*latitude, *longitude};
  }
  template <typename T>
  void Value(std::optional<T>& value) {
    if (row_.IsNull(next_)) {
      value.reset();
      ++next_;
    } else {
      Value(value.emplace());
    }
  }

 private:
  template <typename T>
  T Integer(int64_t min = std::numeric_limits<int>::min(),
            int64_t max = std::numeric_limits<int>::max()) {
    int64_t value = row_.Int(next_++);
    if (value < min || value > max) {
      ok_ = false;
      value = 0;
    }
    return static_cast<T>(value);
  }

  const Statement& row_;
  int next_;
  bool ok_ = true;
};

// DATA_LOSS names the table, never a value.
template <typename T>
absl::Status ReadColumns(const Statement& row, int first, T& record) {
  RowReader reader(row, first);
  const char* bad = nullptr;
  ColumnsOf<T>::Visit([&](const char* name, auto member) {
    reader.Value(record.*member);
    if (!reader.ok() && bad == nullptr) bad = name;
  });
  if (bad == nullptr) return absl::OkStatus();
  return absl::DataLossError(std::string(ColumnsOf<T>::kTable) + ": unreadable value in column " +
                             bad);
}

template <typename T>
bool SameColumns(const T& a, const T& b) {
  bool same = true;
  ColumnsOf<T>::Visit([&](const char*, auto member) { same = same && a.*member == b.*member; });
  return same;
}

// $1 is the row in both.
template <typename T>
std::string InsertText() {
  std::string names = "row", values = "$1";
  int number = 2;
  for (const std::string& name : ColumnNames<T>()) {
    names += ", " + name;
    values += ", $" + std::to_string(number++);
  }
  return std::string("INSERT INTO ") + ColumnsOf<T>::kTable + " (" + names + ") VALUES (" + values +
         ")";
}

template <typename T>
std::string UpdateText() {
  std::string sets;
  int number = 2;
  for (const std::string& name : ColumnNames<T>()) {
    sets += (sets.empty() ? "" : ", ") + name + " = $" + std::to_string(number++);
  }
  return std::string("UPDATE ") + ColumnsOf<T>::kTable + " SET " + sets + " WHERE row = $1";
}

template <typename T>
absl::Status RunWithColumns(Connection& db, const std::string& sql, int64_t row, const T& record) {
  absl::StatusOr<Statement> statement = db.Prepare(sql);
  if (!statement.ok()) return statement.status();
  statement->Bind(1, row);
  RowBinder binder(*statement, 2);
  ColumnsOf<T>::Visit([&](const char*, auto member) { binder.Value(record.*member); });
  return statement->Run();
}

template <typename T>
absl::Status InsertColumns(Connection& db, int64_t row, const T& record) {
  static const std::string& sql = *new std::string(InsertText<T>());
  return RunWithColumns(db, sql, row, record);
}

template <typename T>
absl::Status UpdateColumns(Connection& db, int64_t row, const T& record) {
  static const std::string& sql = *new std::string(UpdateText<T>());
  return RunWithColumns(db, sql, row, record);
}

}  // namespace setara
