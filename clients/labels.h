// What codes are called, asked from the server once a run and only when people read the answer.
#pragma once

#include <map>
#include <set>
#include <string>

#include "clients/app.h"
#include "setara/v1/reference.pb.h"

namespace setara {

// Not thread-safe. When the server cannot say, the code stands alone: a label is never worth an
// error.
class Labels {
 public:
  explicit Labels(App& app) : app_(app) {}

  // "A02 takarir langsung", for codes of the vocabulary.
  std::string Term(const std::string& code);
  // The same for several, with commas.
  template <typename Codes>
  std::string Terms(const Codes& codes) {
    std::string text;
    for (const std::string& code : codes) text += (text.empty() ? "" : ", ") + Term(code);
    return text;
  }
  // "Kota Surakarta (33.72)".
  std::string Region(const std::string& code);
  // "Penjaga toko (5223)".
  std::string Occupation(const std::string& code);

 private:
  void LoadVocabulary();

  App& app_;
  bool vocabulary_loaded_ = false;
  std::map<std::string, std::string> terms_;
  std::map<std::string, std::string> regions_;
  std::map<std::string, std::string> occupations_;
  std::set<std::string> asked_;  // parents whose regions or occupations were asked for
};

}  // namespace setara
