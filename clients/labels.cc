#include "clients/labels.h"

#include "setara/v1/reference.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::ReferenceService::Stub;

std::string Named(const std::map<std::string, std::string>& names, const std::string& code) {
  const auto found = names.find(code);
  return found == names.end() || found->second.empty() ? code : found->second + " (" + code + ")";
}

}  // namespace

void Labels::LoadVocabulary() {
  if (std::exchange(vocabulary_loaded_, true)) return;
  v1::Vocabulary vocabulary;
  std::string token;
  app_.Try(&Stub::GetVocabulary, v1::GetVocabularyRequest(), &vocabulary,
           app_.settings.timeout_seconds, &token);
  for (const auto* terms :
       {&vocabulary.functions(), &vocabulary.contexts(), &vocabulary.accommodations(),
        &vocabulary.modes(), &vocabulary.skills(), &vocabulary.licences()}) {
    for (const v1::VocabularyTerm& term : *terms) {
      terms_[term.code()] = Say(app_.settings.language, term.label());
    }
  }
}

std::string Labels::Term(const std::string& code) {
  LoadVocabulary();
  const auto found = terms_.find(code);
  return found == terms_.end() ? code : code + " " + found->second;
}

std::string Labels::Region(const std::string& code) {
  if (code.empty()) return "";
  const size_t dot = code.find('.');
  const std::string parent = dot == std::string::npos ? "" : code.substr(0, dot);
  if (asked_.insert("region " + parent).second) {
    v1::ListRegionsRequest request;
    request.set_parent_code(parent);
    v1::ListRegionsResponse response;
    std::string token;
    app_.Try(&Stub::ListRegions, request, &response, app_.settings.timeout_seconds, &token);
    for (const v1::Region& region : response.regions()) {
      regions_[region.code()] = region.display_name();
    }
  }
  return Named(regions_, code);
}

std::string Labels::Occupation(const std::string& code) {
  if (code.empty()) return "";
  const std::string parent = code.substr(0, code.size() - 1);
  if (asked_.insert("occupation " + parent).second) {
    v1::ListOccupationsRequest request;
    request.set_parent_code(parent);
    v1::ListOccupationsResponse response;
    std::string token;
    app_.Try(&Stub::ListOccupations, request, &response, app_.settings.timeout_seconds, &token);
    for (const v1::Occupation& occupation : response.occupations()) {
      occupations_[occupation.code()] = Say(app_.settings.language, occupation.title());
    }
  }
  return Named(occupations_, code);
}

}  // namespace setara
