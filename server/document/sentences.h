// The sentences of a kind of document, by key, from a data table (columns key and text). A table
// that cannot be read, or a key that it lacks, ends the program: faults of the program that its
// first document shows. Thread-safe once made.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace setara {

class Sentences {
 public:
  // name: of the table, for the message.
  Sentences(std::string_view name, std::string_view tsv);

  const std::string& Plain(const std::string& key) const;
  // With each "{name}" filled (indonesian.h).
  std::string Say(const std::string& key, const std::map<std::string, std::string>& values) const;

 private:
  std::string name_;
  std::map<std::string, std::string> sentences_;
};

}  // namespace setara
