#pragma once

#include <string>
#include <string_view>

namespace confrere::today {

/// What a note says was talked about ("talked about the hernia pathway, …" gives "the hernia pathway"), fit
/// to be said to the person: short, without figures, people or anything that could be about a patient or a
/// mishap. Empty where nothing plain is found: a note is private, and most of it stays so.
std::string topic_of(std::string_view note);

}  // namespace confrere::today
