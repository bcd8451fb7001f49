// Search results as people read them.
#pragma once

#include "clients/app.h"
#include "setara/v1/opening.pb.h"

namespace setara {

// The hits with the matches of their text in [brackets], the facets, and how many were found.
void PrintSearch(App& app, const v1::SearchOpeningsResponse& response);

// The text with each highlighted stretch in brackets, so that no colour is needed. Ranges that do
// not fit the text are left out.
std::string Bracketed(const v1::Snippet& snippet);

}  // namespace setara
