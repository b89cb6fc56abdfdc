#include "study/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <thread>

#include "study/baselines.hpp"

namespace knotwork::study {
namespace {

constexpr double least_listed = 0.001;
constexpr double least_forecast = 1e-6;  // forecasts are cut here for the log score

// What one method says of one drawing.
struct Answer {
    std::vector<std::uint32_t> first;  // up to three sources, best first
    std::vector<double> probability;   // by source; empty if the method gives none
    double other = 0;
};

std::vector<std::uint32_t> rank_three(const std::vector<double>& scores, double least) {
    std::vector<std::uint32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0u);
    const std::size_t n = std::min<std::size_t>(3, order.size());
    std::partial_sort(
        order.begin(), order.begin() + static_cast<std::ptrdiff_t>(n), order.end(),
        [&](std::uint32_t a, std::uint32_t b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; });
    order.resize(n);
    while (!order.empty() && !(scores[order.back()] > least)) order.pop_back();
    return order;
}

Answer ask(std::span<const infer::Model> kinds, const Painted& drawing, infer::Scratch& scratch,
           double* unresolved = nullptr) {
    const infer::Posterior& posterior = compute_posterior(kinds, drawing, scratch);
    Answer answer;
    for (const infer::Belief& belief : posterior.sources) answer.probability.push_back(belief.probability);
    answer.other = posterior.other;
    answer.first = rank_three(answer.probability, 0);
    if (unresolved != nullptr) *unresolved = posterior.unresolved;
    return answer;
}

Answer score(const std::vector<double>& scores, bool log_odds) {
    Answer answer;
    answer.first = rank_three(scores, -1e300);
    if (log_odds)
        for (const double s : scores) answer.probability.push_back(1 / (1 + std::exp(-s)));
    return answer;
}

double log_score(const Answer& answer, const Person& person) {
    double loss = 0;
    const auto add = [&](double p, bool fact) { loss -= std::log(std::clamp(fact ? p : 1 - p, least_forecast, 1.0)); };
    for (std::uint32_t s = 0; s < answer.probability.size(); ++s)
        add(answer.probability[s], std::binary_search(person.active.begin(), person.active.end(), s));
    add(answer.other, person.unmapped);
    return loss;
}

// Everything one method did for one person.
struct Record {
    Answer answer;
    std::array<std::vector<std::uint32_t>, 3> redrawn;  // first-ranked after each redraw
};

void count_person(const Atlas& atlas, const Person& person, const Record& record, MethodResult& result) {
    const Answer& answer = record.answer;
    const auto is_active = [&](std::uint32_t s) {
        return std::binary_search(person.active.begin(), person.active.end(), s);
    };
    const auto same_muscle = [&](std::uint32_t a, std::uint32_t b, bool side) {
        const auto sources = atlas.sources();
        return sources[a].muscle == sources[b].muscle && sources[a].condition == sources[b].condition &&
               (!side || sources[a].side == sources[b].side);
    };
    Hits& hits = result.groups[person.active.size()];
    ++hits.people;
    if (person.active.empty()) {
        const double best =
            answer.first.empty() || answer.probability.empty() ? 0 : answer.probability[answer.first[0]];
        hits.top1 += answer.other > best ? 1 : 0;
    } else if (!answer.first.empty()) {
        const std::uint32_t first = answer.first[0];
        hits.top1 += is_active(first) ? 1 : 0;
        std::uint32_t found = 0;
        for (const std::uint32_t s : answer.first) found += is_active(s) ? 1 : 0;
        hits.top3 += found > 0 ? 1 : 0;
        hits.found3 += static_cast<double>(found) / static_cast<double>(person.active.size());
        const auto any_active = [&](bool side) {
            return std::any_of(person.active.begin(), person.active.end(),
                               [&](std::uint32_t s) { return same_muscle(first, s, side); });
        };
        hits.muscle_and_side += any_active(true) ? 1 : 0;
        hits.muscle += any_active(false) ? 1 : 0;
    }
    for (std::size_t t = 0; t < redraw_targets.size() && !person.active.empty(); ++t) {
        ++hits.redrawn[t];
        if (answer.first.empty() || record.redrawn[t].empty()) continue;
        hits.same_first[t] += answer.first[0] == record.redrawn[t][0] ? 1 : 0;
        hits.same_muscle[t] += same_muscle(answer.first[0], record.redrawn[t][0], true) ? 1 : 0;
        if (answer.probability.empty() || answer.probability[answer.first[0]] < sure) continue;
        ++hits.sure_redrawn[t];
        hits.sure_same_first[t] += answer.first[0] == record.redrawn[t][0] ? 1 : 0;
    }
    if (answer.probability.empty()) return;
    if (!answer.first.empty()) result.first.add(answer.probability[answer.first[0]], is_active(answer.first[0]));
    for (std::uint32_t s = 0; s < answer.probability.size(); ++s)
        if (answer.probability[s] >= least_listed) result.listed.add(answer.probability[s], is_active(s));
    result.other.add(answer.other, person.unmapped);
    (person.unmapped ? result.other_when_unmapped : result.other_when_mapped) += answer.other;
    result.log_loss += log_score(answer, person);
}

MethodResult count_all(const Atlas& atlas, std::string name, bool probabilistic, std::span<const Person> persons,
                       std::span<const Record> records) {
    MethodResult result;
    result.name = std::move(name);
    result.probabilistic = probabilistic;
    std::uint32_t unmapped = 0;
    for (std::size_t p = 0; p < persons.size(); ++p) {
        count_person(atlas, persons[p], records[p], result);
        unmapped += persons[p].unmapped ? 1 : 0;
    }
    const auto count = static_cast<std::uint32_t>(persons.size());
    result.log_loss /= std::max(1u, count);
    result.other_when_unmapped /= std::max(1u, unmapped);
    result.other_when_mapped /= std::max(1u, count - unmapped);
    return result;
}

std::uint32_t count_twins(const Atlas& atlas, const SkinSpace& space) {
    std::vector<std::vector<double>> maps;
    for (const Atlas::Source& source : atlas.sources()) {
        std::vector<double> map(space.point_count(), 0);
        for (const Atlas::Zone& zone : atlas.zones(source.zones))
            for (std::size_t i = 0; i < atlas.zone_points(zone).size(); ++i)
                map[atlas.zone_points(zone)[i]] += atlas.zone_coverage(zone)[i] * (zone.essential != 0 ? 1.0 : 0.5);
        double norm = 0;
        for (const double m : map) norm += m * m;
        for (double& m : map) m /= std::sqrt(std::max(norm, 1e-9));
        maps.push_back(std::move(map));
    }
    std::uint32_t twins = 0;
    for (std::size_t a = 0; a < maps.size(); ++a)
        for (std::size_t b = 0; b < maps.size(); ++b)
            if (a != b && std::inner_product(maps[a].begin(), maps[a].end(), maps[b].begin(), 0.0) > 0.9) {
                ++twins;
                break;
            }
    return twins;
}

double compute_median_area(const SkinSpace& space, std::span<const Person> persons) {
    std::vector<double> areas;
    for (const Person& person : persons) areas.push_back(space.compute_area(person.drawing));
    std::nth_element(areas.begin(), areas.begin() + static_cast<std::ptrdiff_t>(areas.size() / 2), areas.end());
    return areas.empty() ? 0 : areas[areas.size() / 2];
}

double compute_map_agreement(const Atlas& atlas, const SkinSpace& space, std::span<const Person> persons) {
    double agreement = 0;
    std::uint32_t singles = 0;
    for (const Person& person : persons) {
        if (person.active.size() != 1 || person.unmapped) continue;
        Painted map(space.point_count(), 0);
        for (const Atlas::Zone& zone : atlas.zones(atlas.sources()[person.active[0]].zones))
            if (zone.essential != 0)
                for (std::size_t i = 0; i < atlas.zone_points(zone).size(); ++i)
                    if (atlas.zone_coverage(zone)[i] > 127) map[atlas.zone_points(zone)[i]] = 1;
        agreement += jaccard(space, person.drawing, map);
        ++singles;
    }
    return agreement / std::max(1u, singles);
}

constexpr std::size_t method_count = 5;
constexpr std::array<const char*, method_count> method_names{"Knotwork", "Knotwork with the noisy-OR likelihood",
                                                             "Region look-up", "Nearest map", "Naive Bayes"};
constexpr std::array<bool, method_count> gives_probabilities{true, true, false, false, true};

// People, and what every method says of each and of each redraw.
struct Run {
    std::vector<Person> persons;
    std::array<std::vector<Record>, method_count> records;
    std::vector<std::array<double, 3>> agreement;
    std::vector<double> unresolved;
};

Run run_people(const Atlas& atlas, const People& people, std::span<const infer::Model> latent,
               std::span<const infer::Model> noisy_or, std::uint64_t seed, std::uint32_t count, unsigned threads) {
    const Baselines baselines(atlas, people.space());
    Run run;
    run.persons.resize(count);
    for (auto& records : run.records) records.resize(count);
    run.agreement.resize(count);
    run.unresolved.resize(count);
    std::vector<infer::Scratch> scratch(std::max(1u, threads)), scratch_or(std::max(1u, threads));
    run_parallel(count, threads, [&](std::uint32_t p, unsigned t) {
        Person& person = run.persons[p] = people.make_person(seed, p);
        const auto answers = [&](const Painted& drawing, double* bound) {
            return std::array<Answer, method_count>{
                ask(latent, drawing, scratch[t], bound), ask(noisy_or, drawing, scratch_or[t]),
                score(baselines.look_up_regions(drawing), false), score(baselines.match_maps(drawing), false),
                score(baselines.naive_bayes(drawing), true)};
        };
        auto first = answers(person.drawing, &run.unresolved[p]);
        for (std::size_t m = 0; m < method_count; ++m) run.records[m][p].answer = std::move(first[m]);
        Dice dice(seed ^ 0x5EDD1E5u, p);
        for (std::size_t r = 0; r < redraw_targets.size(); ++r) {
            const Painted again = people.redraw(person, redraw_targets[r], dice);
            run.agreement[p][r] = jaccard(people.space(), person.drawing, again);
            auto redrawn = answers(again, nullptr);
            for (std::size_t m = 0; m < method_count; ++m) run.records[m][p].redrawn[r] = std::move(redrawn[m].first);
        }
    });
    return run;
}

std::vector<MethodResult> count_methods(const Atlas& atlas, const Run& run) {
    std::vector<MethodResult> methods;
    for (std::size_t m = 0; m < method_count; ++m)
        methods.push_back(count_all(atlas, method_names[m], gives_probabilities[m], run.persons, run.records[m]));
    return methods;
}

Variant run_variant(const Atlas& atlas, std::span<const infer::Model> latent, std::span<const infer::Model> noisy_or,
                    double looseness, const EvaluateOptions& options) {
    Habits habits;
    for (double* size :
         {&habits.dilation_person_cm, &habits.dilation_zone_cm, &habits.shift_person_cm, &habits.shift_zone_cm,
          &habits.atypical, &habits.wobble_low_cm, &habits.wobble_high_cm, &habits.bias_cm})
        *size *= looseness;
    const People people(atlas, habits);
    const Run run = run_people(atlas, people, latent, noisy_or, options.seed, options.variant_people, options.threads);
    const std::vector<MethodResult> methods = count_methods(atlas, run);

    Variant variant;
    variant.looseness = looseness;
    variant.people = options.variant_people;
    variant.map_agreement = compute_map_agreement(atlas, people.space(), run.persons);
    for (std::size_t m = 0; m < method_count; ++m) {
        double known = 0, top1 = 0, top3 = 0, same = 0;
        for (std::size_t g = 1; g < group_count; ++g) {
            known += methods[m].groups[g].people;
            top1 += methods[m].groups[g].top1;
            top3 += methods[m].groups[g].top3;
            same += methods[m].groups[g].same_first[1];
        }
        known = std::max(known, 1.0);
        if (m == 0) {
            variant.top1 = top1 / known;
            variant.top3 = top3 / known;
            variant.same_first = same / known;
        } else if (m > 1) {
            variant.best_baseline_top1 = std::max(variant.best_baseline_top1, top1 / known);
            variant.best_baseline_top3 = std::max(variant.best_baseline_top3, top3 / known);
        }
    }
    variant.first_error = methods[0].first.error();
    variant.listed_error = methods[0].listed.error();
    return variant;
}

}  // namespace

void Reliability::add(double forecast, bool fact) {
    Bin& bin = bins[std::min<std::size_t>(9, static_cast<std::size_t>(forecast * 10))];
    ++bin.count;
    bin.forecast += forecast;
    bin.fact += fact ? 1 : 0;
}

void Reliability::add(const Reliability& other) {
    for (std::size_t b = 0; b < bins.size(); ++b) {
        bins[b].count += other.bins[b].count;
        bins[b].forecast += other.bins[b].forecast;
        bins[b].fact += other.bins[b].fact;
    }
}

double Reliability::error() const {
    double sum = 0;
    for (const Bin& bin : bins) sum += std::abs(bin.forecast - bin.fact);
    return sum / std::max(1u, count());
}

std::uint32_t Reliability::count() const {
    std::uint32_t count = 0;
    for (const Bin& bin : bins) count += bin.count;
    return count;
}

void run_parallel(std::uint32_t count, unsigned threads, const std::function<void(std::uint32_t, unsigned)>& task) {
    threads = std::max(1u, threads);
    std::vector<std::jthread> pool;
    for (unsigned t = 0; t < threads; ++t)
        pool.emplace_back([&task, count, threads, t] {
            for (std::uint32_t i = t; i < count; i += threads) task(i, t);
        });
}

double compute_log_loss(std::span<const infer::Model> kinds, std::span<const Person> persons, unsigned threads) {
    std::vector<infer::Scratch> scratch(std::max(1u, threads));
    std::vector<double> loss(persons.size());
    run_parallel(static_cast<std::uint32_t>(persons.size()), threads, [&](std::uint32_t p, unsigned t) {
        loss[p] = log_score(ask(kinds, persons[p].drawing, scratch[t]), persons[p]);
    });
    return std::accumulate(loss.begin(), loss.end(), 0.0) / static_cast<double>(std::max<std::size_t>(1, loss.size()));
}

Result<infer::Model> build_oracle_model(const Atlas& atlas, const People& people, const Person& person,
                                        const infer::Model& usual, infer::Parameters parameters, OracleKnows knows) {
    const Traits& traits = person.traits;
    parameters.felt_essential = std::min(0.999, people.felt_chance(traits, true));
    parameters.felt_spillover = std::min(0.999, people.felt_chance(traits, false));
    const double scatter = knows == OracleKnows::zones ? traits.wobble_cm : people.compute_border_scatter(traits);
    std::vector<float> areas(usual.point_area.begin(), usual.point_area.end());
    std::vector<infer::Zone> zones;
    std::vector<std::uint16_t> points;
    std::vector<std::uint8_t> coverage;
    for (std::uint32_t z = 0; z < atlas.zones().size(); ++z) {
        const auto begin = static_cast<std::uint32_t>(points.size());
        const People::OwnZone own =
            knows == OracleKnows::zones ? people.make_own_zone(traits, z) : people.make_usual_zone(traits, z);
        for (std::size_t i = 0; i < own.points.size(); ++i) {
            // The border scatters as a Gaussian of this width, so the point is painted with this chance.
            const double chance = 0.5 * std::erfc(-(own.depth[i] + traits.bias_cm) / scatter / std::numbers::sqrt2);
            const auto share = static_cast<std::uint8_t>(std::lround(255 * chance));
            if (share == 0) continue;
            points.push_back(static_cast<std::uint16_t>(own.points[i]));
            coverage.push_back(share);
        }
        zones.push_back({begin, static_cast<std::uint32_t>(points.size()), SourceId{atlas.zones()[z].source},
                         atlas.zones()[z].essential != 0});
    }
    std::vector<infer::Coupling> couplings;
    for (std::uint32_t s = 0; s < usual.source_count(); ++s)
        for (std::uint32_t c = usual.coupling_begin[s]; c < usual.coupling_begin[s + 1]; ++c)
            if (usual.coupling_other[c] > s)
                couplings.push_back({SourceId{s}, SourceId{usual.coupling_other[c]}, usual.coupling_boost[c]});
    return compute_model({areas, zones, points, coverage, usual.source_log_odds, couplings}, parameters);
}

Result<Accuracy> evaluate(const Atlas& atlas, const ModelBuilder& build, const EvaluateOptions& options) {
    Accuracy accuracy;
    accuracy.atlas = atlas.hash();
    accuracy.options = options;
    accuracy.sources = static_cast<std::uint32_t>(atlas.sources().size());

    const Result<std::vector<infer::Model>> latent = build(infer::fitted_parameters());
    if (!latent) return tl::unexpected(latent.error());
    const Result<std::vector<infer::Model>> noisy_or = build(std::array{noisy_or_parameters()});
    if (!noisy_or) return tl::unexpected(noisy_or.error());
    for (const infer::Model& kind : *latent) accuracy.parameters.push_back(kind.parameters);

    const People people(atlas);
    const Run run = run_people(atlas, people, *latent, *noisy_or, options.seed, options.people, options.threads);
    const std::vector<Person>& persons = run.persons;

    accuracy.methods = count_methods(atlas, run);
    for (std::uint32_t p = 0; p < options.people; ++p) {
        for (std::size_t r = 0; r < redraw_targets.size(); ++r)
            accuracy.redraw_agreement[r] += run.agreement[p][r] / options.people;
        accuracy.worst_unresolved = std::max(accuracy.worst_unresolved, run.unresolved[p]);
        accuracy.mean_unresolved += run.unresolved[p] / options.people;
    }

    const std::uint32_t asked = std::min(options.oracle_people, options.people);
    const std::span<const Person> first_persons(persons.data(), asked);
    for (const OracleKnows knows : {OracleKnows::person, OracleKnows::zones}) {
        std::vector<infer::Scratch> scratch(std::max(1u, options.threads));
        std::vector<Record> oracle(asked);
        run_parallel(asked, options.threads, [&](std::uint32_t p, unsigned t) {
            const auto model =
                build_oracle_model(atlas, people, persons[p], latent->front(), oracle_parameters(knows), knows);
            if (model) oracle[p].answer = ask(std::span(&*model, 1), persons[p].drawing, scratch[t]);
        });
        accuracy.oracle_methods.push_back(
            count_all(atlas, knows == OracleKnows::person ? "Oracle" : "Oracle that knows every zone", true,
                      first_persons, oracle));
    }
    accuracy.oracle_methods.push_back(
        count_all(atlas, "Knotwork", true, first_persons, std::span<const Record>(run.records[0]).first(asked)));

    auto exact = infer::fitted_parameters();
    for (infer::Parameters& kind : exact) kind.exact_triples = std::numeric_limits<std::uint32_t>::max();
    const Result<std::vector<infer::Model>> exact_model = build(exact);
    if (!exact_model) return tl::unexpected(exact_model.error());
    std::vector<infer::Scratch> exact_scratch(std::max(1u, options.threads));
    std::vector<double> error(asked, 0);
    run_parallel(asked, options.threads, [&](std::uint32_t p, unsigned t) {
        const Answer truth = ask(*exact_model, persons[p].drawing, exact_scratch[t]);
        const Answer& ours = run.records[0][p].answer;
        error[p] = std::abs(truth.other - ours.other);
        for (std::size_t s = 0; s < truth.probability.size(); ++s)
            error[p] = std::max(error[p], std::abs(truth.probability[s] - ours.probability[s]));
    });
    for (const double e : error) {
        accuracy.worst_error = std::max(accuracy.worst_error, e);
        accuracy.mean_error += e / asked;
    }

    for (const double looseness : {0.5, 1.5})
        accuracy.variants.push_back(run_variant(atlas, *latent, *noisy_or, looseness, options));

    accuracy.twins = count_twins(atlas, people.space());
    accuracy.map_agreement = compute_map_agreement(atlas, people.space(), persons);
    accuracy.drawing_cm2 = compute_median_area(people.space(), persons);
    return accuracy;
}

infer::Parameters noisy_or_parameters() {
    infer::Parameters p;
    p.likelihood = infer::Likelihood::noisy_or;
    p.felt_essential = 0.8997;
    p.felt_spillover = 0.32;
    p.painted = 0.9942;
    p.leak = 0.00018;
    p.spread_cm = 1.721;
    p.effective_area_cm2 = 57.7;
    p.other_log_odds = -7;
    p.other_levels = {0.007, 0.008, 0.008};
    p.size_log_weight = {0, 1.6, 3.1};
    return p;
}

infer::Parameters oracle_parameters(OracleKnows knows) {
    infer::Parameters p;
    p.painted = knows == OracleKnows::person ? 0.86 : 0.98;
    p.leak = 0.00244;
    p.effective_area_cm2 = 24;
    p.other_log_odds = -8;
    p.other_levels = {0.022, 0.022, 0.022};
    p.size_log_weight = {0, 2.2, 3.7};
    return p;
}

}  // namespace knotwork::study
