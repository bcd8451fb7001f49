// The language of tables, messages and sentences.
#pragma once

#include <string>
#include <string_view>

#include "setara/v1/common.pb.h"

namespace setara {

enum class TextLanguage { kIndonesian, kEnglish };

// The one of both texts that is asked for.
inline std::string Say(TextLanguage language, std::string_view indonesian,
                       std::string_view english) {
  return std::string(language == TextLanguage::kEnglish ? english : indonesian);
}

inline const std::string& Say(TextLanguage language, const v1::LocalizedText& text) {
  const bool english = language == TextLanguage::kEnglish && !text.english().empty();
  return english || text.indonesian().empty() ? text.english() : text.indonesian();
}

inline v1::Language ToProto(TextLanguage language) {
  return language == TextLanguage::kEnglish ? v1::LANGUAGE_ENGLISH : v1::LANGUAGE_INDONESIAN;
}

}  // namespace setara
