// Licences and certificates (L01-L28): names, legal basis, and the reader of how they are written
// in advertisements. One immutable table, built at first use. Thread-safe.
#pragma once

#include <string_view>

#include "matcher/domain/codes.h"

namespace setara {

struct Licence {
  LicenceId id;
  std::string_view label_id;
  std::string_view label_en;
  std::string_view basis;  // "UU 22/2009 art. 80", or "practice"
};

const Licence& LicenceOf(LicenceId id);

// True when a law, not only practice, asks for it.
bool RequiredByLaw(LicenceId id);

struct NamedLicences {
  LicenceSet licences;
  // The text joins driving licences by "atau", "or" or "/": any one of them will do.
  bool any_driving_licence = false;
};

// Every licence that `text` names: "SIM A dan C", "SIM A/C", "STR aktif", "SIO forklift". Words
// that name none are passed over; a bare "SIM" or "SIM B" says too little and is passed over too.
NamedLicences FindLicences(std::string_view text);

}  // namespace setara
