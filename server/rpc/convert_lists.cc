#include "server/rpc/convert_lists.h"

#include <algorithm>

#include "matcher/domain/codes.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

template <typename T, typename Parse, typename Number>
std::vector<T> ReadNumbers(const google::protobuf::RepeatedPtrField<std::string>& texts,
                           const std::string& field, FieldErrors& errors, Parse parse,
                           Number number) {
  std::vector<T> out;
  for (int i = 0; i < texts.size(); ++i) {
    auto code = parse(texts[i]);
    if (code.ok()) {
      out.push_back(static_cast<T>(number(*code)));
    } else {
      errors.Add(field + "[" + std::to_string(i) + "]", code.status());
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

std::vector<uint16_t> ReadSkills(const google::protobuf::RepeatedPtrField<std::string>& texts,
                                 const std::string& field, FieldErrors& errors) {
  return ReadNumbers<uint16_t>(
      texts, field, errors,
      [](const std::string& text) { return Vocabulary::Get().skills().ParseId(text); },
      [](SkillId id) { return static_cast<uint16_t>(id); });
}

std::vector<int> ReadLicences(const google::protobuf::RepeatedPtrField<std::string>& texts,
                              const std::string& field, FieldErrors& errors) {
  return ReadNumbers<int>(
      texts, field, errors, [](const std::string& text) { return ParseLicence(text); },
      [](LicenceId id) { return id.index(); });
}

}  // namespace setara
