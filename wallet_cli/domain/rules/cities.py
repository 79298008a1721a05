"""Places as card networks write them behind a shop's name: cities, and the codes of regions and countries."""

from __future__ import annotations

_CITIES = """
amsterdam atlanta austin barcelona basel beijing berlin bern bilbao birmingham bologna bonn bordeaux boston bremen
bristol brooklyn brussels bruxelles bucuresti budapest cambridge charlotte chengdu chicago chongqing cologne
copenhagen dallas denver detroit dortmund dresden dublin duesseldorf düsseldorf duisburg edinburgh essen firenze
frankfurt geneve genève genova glasgow goteborg graz guangzhou hamburg hangzhou hannover helsinki hong_kong houston
istanbul kobenhavn köln koeln kowloon krakow kyoto las_vegas lausanne leeds leipzig lille linz lisboa lisbon
liverpool london los_angeles luxembourg lyon madrid malaga manchester mannheim marseille melbourne miami milan
milano minneapolis montpellier montreal muenchen munich münchen münster nanjing nantes napoli new_york nice nürnberg
nuernberg oakland orlando osaka oslo oxford palo_alto paris philadelphia phoenix portland porto prague praha roma
rome rotterdam salzburg san_diego san_francisco san_jose seattle sevilla shanghai shenzhen singapore stockholm
strasbourg stuttgart suzhou sydney taipei tampa the_hague tianjin tokyo torino toronto toulouse valencia vancouver
venezia vienna warsaw warszawa washington wien wuhan xiamen xian zagreb zürich zuerich zurich
"""
CITIES = frozenset(name.replace("_", " ") for name in _CITIES.split())
"""Case folded."""

_STATES = """
AL AK AZ AR CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA
RI SC SD TN TX UT VA VT WA WI WV WY ON QC BC AB
"""
_COUNTRIES = """
AT AU BE BG BR CA CH CN CY CZ DE DEU DK EE ES ESP FI FR FRA GB GBR GR HK HR HU IE IN IT ITA JP KR LT LU LV MT MX NL
NLD NO NZ PL PT RO SE SG SI SK TR TW UK US USA
"""
REGIONS = frozenset((*_STATES.split(), *_COUNTRIES.split()))
"""States of the USA, provinces of Canada, and countries (ISO 3166-1), as they are written in capitals."""
