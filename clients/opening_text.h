// Openings as people read them.
#pragma once

#include <string>

#include "clients/app.h"
#include "clients/labels.h"
#include "setara/v1/opening.pb.h"

namespace setara {

// "Rp4.500.000 - Rp5.000.000", or as much as is known.
std::string WageText(const v1::Opening& opening);
// Name of the employer as registered or as advertised.
std::string EmployerText(const v1::Opening& opening);
// Where the work is, "jarak jauh" for remote work without a place.
std::string PlaceText(App& app, Labels& labels, const v1::Opening& opening);

// The columns and cells of an opening in a list.
std::vector<Column> OpeningColumns(const App& app);
std::vector<Cell> OpeningCells(App& app, Labels& labels, const v1::Opening& opening);

// One opening whole, with its demands and what it offers.
std::string OpeningListing(App& app, Labels& labels, const v1::Opening& opening);

}  // namespace setara
