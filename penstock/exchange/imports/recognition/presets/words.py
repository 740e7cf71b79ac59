"""What columns of several kinds are called in spreadsheets."""

OWNER = (
    "Owner|Sales Agent|Sales Rep|Salesperson|Sales Person|Rep|Seller|Account Manager|Account Executive|Assigned To|Responsible"
    "|Owned By|Sales Owner|Responsible User|Responsible Person|Assignee|Deal Rep|BDM|AE|Sales Manager Name|User Responsible|User Name|Opportunity Owner|Deal Owner|Account Owner"
)
OWNER_ID = "Owner Employee ID|Manager ID|Assignee ID|Responsible ID|Employee ID|Sales Agent ID|Owner ID|Sales Rep ID|SR ID|Salesperson ID|Rep ID|Assigned User ID"
CREATED = (
    "Submitted|Submitted On|Created|Created At|Created On|Created Date|Create Date|Creation Date|Date Created|Created Time|Opened|Open Date|Opened At"
    "|Date Added|Entry Date|Added|Start Date|Record Created|Creation Time|Inserted"
)
COMPANY = "Company|Company Name|Account|Account Name|Organization|Organisation|Organization Name|Customer|Customer Name|Client|Client Name|Firm|Business|Sales Account|Accounts|Companies|Organizations|Prospect|Buyer Company|End Customer|Client Company|Primary Company|Associated Company|Associated Companies|Organization 1 - Name|Company 1|Party|Company / Name"
COMPANY_ID = (
    "Party ID|Associated Company ID|Company ID|Account ID|Organization ID|Customer ID|Client ID|Seller ID"
)
COUNTRY = "Country|Nation|Office Location|Location|Country/Region"
IGNORED = (
    "Row|No|No.|#|Index|Unnamed: 0|Last Modified|Modified|Updated|Updated At|Last Updated|_fivetran_synced"
)
EMAIL = (
    "Email|E-mail|Email Address|E-mail Address|Email ID|Mail ID|Mail|Business Email|Company Email|Corporate Email|Contact Email"
    "|Contact Email Address"
)
PHONE = (
    "Phone|Phone Number|Phone No|Telephone|Telephone Number|Telephone No|Tel|Tel.|Tel No|Contact Phone|Contact Phone Number|Contact Number"
    "|Contact No|Office Phone|Direct Phone|Direct Line|Main Phone|Company Phone|Landline|Work Direct Phone|Corporate Phone"
)
STREET = "Street|Address|Street Address|Address Line 1|Address 1|Street 1|Company Address|Contact Address"
CITY = "City|Town|City/Town|Town/City|Locality|Company City|Contact City"
STATE = "State|Region|Province|State/Region|State/Province|Province/State|State/County|County|Company State|Contact State"
POSTAL_CODE = "Postal Code|Zip|Zip Code|Postcode|Post Code|ZIP/Postal Code|Zip/Postcode|Pin Code|Pincode|Company Zip|Contact Zip"
OWNER_EMAIL = "Owner Email|Owned By Email|Assignee Email"
