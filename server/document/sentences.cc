#include "server/document/sentences.h"

#include <cstdio>
#include <cstdlib>

#include "matcher/domain/table.h"
#include "server/document/indonesian.h"

namespace setara {
namespace {

[[noreturn]] void Fault(const std::string& text) {
  std::fprintf(stderr, "%s\n", text.c_str());
  std::abort();
}

}  // namespace

Sentences::Sentences(std::string_view name, std::string_view tsv) : name_(name) {
  absl::StatusOr<Table> table = Table::Parse(name, tsv, {"key", "text"});
  if (!table.ok()) Fault(std::string(table.status().message()));
  for (const Table::Row& row : table->rows()) sentences_[std::string(row[0])] = row[1];
}

const std::string& Sentences::Plain(const std::string& key) const {
  const auto found = sentences_.find(key);
  if (found == sentences_.end()) Fault(name_ + ": there is no sentence " + key);
  return found->second;
}

std::string Sentences::Say(const std::string& key,
                           const std::map<std::string, std::string>& values) const {
  return Filled(Plain(key), values);
}

}  // namespace setara
